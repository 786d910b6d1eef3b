var $text : Text
var $count : Integer
ARRAY TEXT($list; 2)
$text:="a"
$count:=1
For ($text; 1; 3)
	ALERT("a")
End for
For ($count; "a"; True)
	ALERT("b")
End for
For each ($item; $count)
	ALERT(String($item))
End for each
For each ($item; $list)
	ALERT(String($item))
End for each
For each ($item; [1; 2]) While ($count)
	ALERT(String($item))
End for each
Use ($text)
	ALERT("c")
End use
