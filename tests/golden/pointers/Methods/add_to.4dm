#DECLARE($target : Pointer; $n : Integer) : Integer
var $own : Integer
If ($n=0)
	return 0
End if
$own:=1+add_to($target; $n-1)
$target->+=$n
return $own
