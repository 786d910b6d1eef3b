#DECLARE( ... : Integer) : Integer
return ${1}+${2}
