// continue goes to the next round; Until is still tested
var $text : Text
var $i : Integer
For ($i; 0; 9)
	If ($i=3)
		continue
	End if
	$text:=$text+String($i)
End for
show($text)
$i:=0
Repeat
	$i:=$i+1
	If ($i<3)
		continue
	End if
	show("repeat"; $i)
Until ($i>=3)
$i:=0
While ($i<4)
	$i:=$i+1
	If ($i%2=0)
		continue
	End if
	show("while"; $i)
End while
