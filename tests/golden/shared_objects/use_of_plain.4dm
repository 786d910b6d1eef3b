//fourd:
// Use takes shared values only
Try
	Use ({a: 1})
		tell("never")
	End use
Catch
	tell("refused")
End try
