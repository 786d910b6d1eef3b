//fourd:
// Errors in a loop: the loop goes on
var $i : Integer
For ($i; 4; 7)
	Try
		tell("value"; fails_above($i; 5))
	Catch
		tell("error"; $i)
		continue
	End try
	tell("next")
End for
