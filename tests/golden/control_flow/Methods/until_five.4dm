#DECLARE() -> $message : Text
var $i : Integer
While (True)
	$i:=$i+1
	$message+=($i=1 ? "" : " ")+String($i)+"A"
	If ($i=5)
		return
	End if
	$message+=" "+String($i)+"B"
End while
$message+="never"
