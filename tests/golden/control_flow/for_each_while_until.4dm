// While is tested before a round, Until after it
var $total; $num : Integer
var $colNum : Collection
$colNum:=New collection(1; 2; 3; 4; 5; 6; 7; 8; 9; 10)
For each ($num; $colNum) While ($total<30)
	$total:=$total+$num
End for each
show($total)
$total:=1000
For each ($num; $colNum) Until ($total>30)
	$total:=$total+$num
End for each
show($total)
$total:=1000
For each ($num; $colNum) While ($total<30)
	$total:=$total+$num
End for each
show($total)
