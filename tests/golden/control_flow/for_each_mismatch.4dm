// An element that does not fit the variable is an error, and the loop stops
var $number : Integer
Try
	For each ($number; [1; 2; "three"; 4])
		show($number)
	End for each
Catch
	show("stopped")
End try
