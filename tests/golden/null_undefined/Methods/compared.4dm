#DECLARE($formula : 4D.Function) : Text
Try
	return String($formula.call())
Catch
	return "error"
End try
