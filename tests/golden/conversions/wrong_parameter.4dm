//fourd:
// A declared parameter refuses a wrong type
Try
	show_text(42)
	tell("never")
Catch
	tell("refused")
End try
show_text("fits")
show_number("does not fit")
