// A wrong type is an error before the method runs (Parameters, Wrong parameter type)
var $number : Variant:=42
Try
	takes_text($number)
Catch
	show("text expected")
End try
takes_text("right")
