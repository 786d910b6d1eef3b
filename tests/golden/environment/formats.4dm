// The formats of US English
var $text : Text
var $all : Text
var $kind : Integer
For each ($kind; [Decimal separator; Thousand separator; Currency symbol; Date separator; Time separator; Short date day position; Short date month position; Short date year position; System time AM label; System time PM label])
	GET SYSTEM FORMAT($kind; $text)
	$all+=$text+" "
End for each
show($all)
Try(GET SYSTEM FORMAT(99; $text))
show(String(Last errors[0].errCode))
