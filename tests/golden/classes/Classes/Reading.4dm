// Reads parameters that its heads do not declare
Class constructor($name : Text)
	var $2; $options : Object
	If (Count parameters=2)
		$options:=$2
	End if
	This.name:=$name
	This.digits:=This.digitsOf($options)

Function digitsOf($options : Object) : Integer
	return $options["digits"]=Null ? 6 : $options["digits"]

Function get title : Text
	return "["+This.name+"]"
