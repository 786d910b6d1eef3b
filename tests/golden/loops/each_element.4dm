//fourd:
// For each over collections
var $number; $sum : Integer
For each ($number; [4; 5; 6])
	$sum+=$number
End for each
tell($sum)
var $word : Text
For each ($word; ["a"; "b"])
	tell($word)
End for each
For each ($word; [])
	tell("never")
End for each
