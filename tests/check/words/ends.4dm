// Keywords of other languages, alone on a line.
Try
	ALERT("a")
Finally
	ALERT("b")
End try
End
