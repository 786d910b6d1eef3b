// A wrong type is an error before the method runs (Parameters, Wrong parameter type)
Try
	takes_text(42)
Catch
	show("text expected")
End try
takes_text("right")
