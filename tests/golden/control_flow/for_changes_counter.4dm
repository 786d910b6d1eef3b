// A change of the counter inside the loop affects the loop
var $i : Integer
For ($i; 1; 10)
	show($i)
	If ($i=2)
		$i:=7
	End if
End for
