//fourd:
// A class that is not there
Try
	tell(cs.Nowhere.new())
	tell("never")
Catch
	tell("no such class")
End try
