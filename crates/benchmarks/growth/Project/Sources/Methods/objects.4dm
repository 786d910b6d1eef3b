// So many objects with a number
#DECLARE($n : Integer)->$objects : Collection
var $i : Integer

$objects:=New collection
For ($i; 1; $n)
	$objects.push({value: $i})
End for 
