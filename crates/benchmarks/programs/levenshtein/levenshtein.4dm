// The edit distances between all pairs of 200 generated names
var $names : Collection
var $name : Text
var $i; $j; $seed; $sum; $least; $distance : Integer

$names:=New collection
$seed:=11
For ($i; 1; 200)
	$name:=""
	For ($j; 1; 16+($i%9))
		$seed:=(($seed*1366)+150889)%714025
		$name:=$name+Char(97+($seed%6))
	End for 
	$names.push($name)
End for 

$least:=1000
For ($i; 0; $names.length-2)
	For ($j; $i+1; $names.length-1)
		$distance:=editDistance($names[$i]; $names[$j])
		$sum:=$sum+$distance
		If ($distance<$least)
			$least:=$distance
		End if 
	End for 
End for 
LOG EVENT(Into system standard outputs; "levenshtein "+String($sum)+" "+String($least)+"\n")
