// Local variables of a loop body are those of the method
var $i : Integer
For ($i; 1; 3)
	var $sum : Integer
	$sum+=$i
End for
show($sum)
