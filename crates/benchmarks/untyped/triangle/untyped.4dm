// Rows of Pascal's triangle as collections of collections, modulo a prime number

$size:=600
$sum:=0
For ($round; 1; 90)
	$rows:=New collection
	For ($line; 0; $size-1)
		$row:=New collection
		If ($line>0)
			$above:=$rows[$line-1]
		End if 
		For ($column; 0; $line)
			If (($column=0) || ($column=$line))
				$row.push(1)
			Else 
				$row.push(($above[$column-1]+$above[$column])%10007)
			End if 
		End for 
		$rows.push($row)
	End for 
	For ($column; 0; $size-1)
		$sum:=($sum+($rows[$size-1][$column]*$round))%1000003
	End for 
End for 
LOG EVENT(Into system standard outputs; "triangle "+String($sum)+"\n")
