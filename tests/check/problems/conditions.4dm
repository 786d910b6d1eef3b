var $text : Text
var $count : Integer
var $day : Date
ARRAY TEXT($list; 2)
$text:="a"
$count:=1
$day:=Current date
If ($text)
	ALERT("a")
End if
If ($count)
	ALERT("b")
End if
If ($list)
	ALERT("c")
End if
While ($day)
	ALERT("d")
End while
Repeat
	ALERT("e")
Until ("a"+$text)
Case of
	: ("a")
		ALERT("f")
End case
