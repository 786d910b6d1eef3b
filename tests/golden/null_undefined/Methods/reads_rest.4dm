#DECLARE( ... : Object) : Boolean
return ${1}.a=Null
