//fourd:
// A result of another type than declared
Try
	tell(gives_text)
Catch
	tell("refused")
End try
tell(gives_anything)
