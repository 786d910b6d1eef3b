property name : Text
property sides : Integer:=4
property tags:=[]

Class constructor($name : Text)
	This.name:=$name
	If ($name="")
		This.name:="none"
	End if

Function get title : Text
	return "the "+This.name

Function set title($title : Text)
	This.name:=$title

Function area($width : Real; $height : Real) : Real
	return $width*$height

Function unused
	// Nobody calls it
	return 1
