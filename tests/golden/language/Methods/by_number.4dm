C_TEXT($0; ${1})
C_LONGINT($i)

$0:=""
For ($i; Count parameters; 1; -1)
	$0:=$0+${$i}
End for 
