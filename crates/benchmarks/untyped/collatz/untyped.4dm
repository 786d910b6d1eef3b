// Looks for the longest Collatz sequence

$longest:=0
$best:=0
For ($start; 1; 260000)
	$number:=$start
	$length:=1
	While ($number#1)
		If (($number%2)=0)
			$number:=$number/2
		Else 
			$number:=(3*$number)+1
		End if 
		$length:=$length+1
	End while 
	If ($length>$longest)
		$longest:=$length
		$best:=$start
	End if 
End for 
LOG EVENT(Into system standard outputs; "collatz "+String($best)+" "+String($longest)+"\n")
