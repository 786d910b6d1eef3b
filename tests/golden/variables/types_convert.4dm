// An assignment converts to the declared type, or is an error
var $integer : Integer
var $real : Real
var $text : Text
var $any : Variant
$integer:=3.7
$real:=$integer
show($integer; $real)
$any:=5
Try
	$text:=$any
	show("never")
Catch
	show("a number is no text")
End try
$any:="5"
Try
	$integer:=$any
	show("never")
Catch
	show("a text is no number")
End try
