// So many numbers in no order, some of them more than once
#DECLARE($n : Integer)->$numbers : Collection
var $i; $high; $low : Integer

$numbers:=New collection
$high:=1
$low:=2
For ($i; 1; $n)
	$high:=(($high*1366)+150889)%714025
	$low:=(($low*421)+54773)%259200
	$numbers.push(($high*1000)+($low%1000))
End for 
