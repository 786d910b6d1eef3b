property name : Text
property _legs : Integer

Class constructor($name : Text)
	This.name:=$name
	This._legs:=4

Function sound() : Text
	return "nothing"

Function describe()->$text : Text
	$text:=This.name+" says "+This.sound()

Function get legs() : Integer
	return This._legs

Function set legs($legs : Integer)
	This._legs:=$legs
