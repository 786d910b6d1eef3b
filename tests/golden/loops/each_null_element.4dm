//fourd:
// A null element for a number is an error
var $n : Integer
Try
	For each ($n; [1; Null])
		tell($n)
	End for each
Catch
	tell("stopped"; Last errors.length>0)
End try
