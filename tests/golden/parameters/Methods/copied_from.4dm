#DECLARE($from : Integer; ... ) : Collection
return Copy parameters($from)
