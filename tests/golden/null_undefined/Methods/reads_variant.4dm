#DECLARE($any) : Boolean
return ($any.a=Null) & ($any=Null)
