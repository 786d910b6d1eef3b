//%attributes = {"lang":"en"}

#DECLARE($numbers : Collection; $limit : Integer)->$sum : Real

// Adds what is not too large.
var $number; $step : Real
var $texts : Collection:=["a"; "b"]

For each ($number; $numbers) While ($sum<$limit)
	Case of
			// Nothing to add.
		: ($number=0)
			continue
		: ($number<0) | ($number>$limit)  // too large

			$sum+=0
		Else
			$sum:=$sum+$number
	End case
End for each

If (Not($sum=0)) && ($texts.length>0)
	$texts.push({kind: "sum"; value: $sum>10 ? 10 : $sum; parts: [1; 2]})
	ALERT($texts[0]+\
		String($sum)+\
		"!")
End if
Begin SQL
   SELECT  *  FROM T
End SQL
return $sum
