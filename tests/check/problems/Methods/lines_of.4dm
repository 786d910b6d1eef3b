#DECLARE($path : Text) : Collection
return Split string($path; "/")
