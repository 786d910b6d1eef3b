// An assignment converts to the declared type, or is an error
var $integer : Integer
var $real : Real
var $text : Text
$integer:=3.7
$real:=$integer
show($integer; $real)
Try
	$text:=5
	show("never")
Catch
	show("a number is no text")
End try
Try
	$integer:="5"
	show("never")
Catch
	show("a text is no number")
End try
