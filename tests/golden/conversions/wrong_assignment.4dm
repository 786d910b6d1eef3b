//fourd:
// A typed variable refuses another type
var $n : Integer
var $v : Variant:="text"
Try
	$n:=$v
	tell("never")
Catch
	tell("refused"; $n)
End try
