#DECLARE($count : Integer) : Integer
var $i; $sum : Integer
var $item : Variant
For ($i; 1; $count)
	If ($i=3)
		continue
	End if
	$sum+=$i
	If ($i>100)
		break
	End if
End for
For ($i; 1; 0)
	$sum:=-1
End for
While ($sum<0)
	$sum+=1
End while
For each ($item; [])
	$sum:=0
End for each
For each ($item; [1; 2]) While ($item<2)
	$sum+=$item
End for each
Repeat
	$sum+=1
Until ($sum>10)
Repeat
	return $sum
Until (True)
