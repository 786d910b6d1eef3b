// The matrix, or its transpose, times a vector
#DECLARE($vector : Collection; $transposed : Boolean)->$result : Collection
var $i; $j : Integer
var $sum : Real

$result:=New collection
For ($i; 0; $vector.length-1)
	$sum:=0
	For ($j; 0; $vector.length-1)
		If ($transposed)
			$sum:=$sum+($vector[$j]*cell($j; $i))
		Else 
			$sum:=$sum+($vector[$j]*cell($i; $j))
		End if 
	End for 
	$result.push($sum)
End for 
