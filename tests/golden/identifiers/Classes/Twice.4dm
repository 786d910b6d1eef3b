property name : Text
property size : Integer

Function size : Integer
	return 3

Function of($name : Text; $Name : Text) : Text
	return $name

Function good : Text
	return "good"
