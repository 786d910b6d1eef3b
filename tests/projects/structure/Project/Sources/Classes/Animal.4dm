Class constructor($name : Text)
	This.name:=$name

Function speak()->$text : Text
	$text:=This.name+" speaks"
