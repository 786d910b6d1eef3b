#DECLARE($number : Integer) : Text
// Which branch
var $text : Text
var $other : Integer:=$number
C_LONGINT(total)

If ($number>0)
	$text:="positive"
Else
	$text:="other"
End if

Case of
	: ($number=1)
		$text:="one"
	: ($number=2)
		$text:="two"
	: ($number=3)
		$text:="three"
	Else
		$text+=" large"
End case

$text:=($number>1) ? $text : \
	$text+"!"
return $text
$text:="never"
