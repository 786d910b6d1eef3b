//fourd:
// An element of another type stops the loop with an error
var $n : Integer
Try
	For each ($n; [1; "two"; 3])
		tell($n)
	End for each
Catch
	tell("stopped"; Last errors.length>0)
End try
