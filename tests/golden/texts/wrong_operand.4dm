//fourd:
// A text and a number cannot be added
var $value : Variant:=7
Try
	tell("n: "+$value)
Catch
	tell("not added"; Last errors.length>0)
End try
tell("n: "+String($value))
