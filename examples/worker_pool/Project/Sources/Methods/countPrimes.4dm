//%attributes = {"preemptive":"capable"}
// A job: how many prime numbers a range has
#DECLARE($job : Object) : Object
var $count; $number; $divisor : Integer

For ($number; $job.from; $job.to)
	$divisor:=2
	While (($divisor*$divisor<=$number) && (Mod($number; $divisor)#0))
		$divisor+=1
	End while 
	If (($number>=2) && ($divisor*$divisor>$number))
		$count+=1
	End if 
End for 
return {count: $count}
