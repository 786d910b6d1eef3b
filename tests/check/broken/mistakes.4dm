$total:=0
For ($i;1;10
	$total:=$total+$i
End for 

$text:="no end

If ($total>10)
	ALERT("many")
