//fourd:
// A block that is not closed is reported before anything runs
tell("never")
If (1=1)
	tell("never")
