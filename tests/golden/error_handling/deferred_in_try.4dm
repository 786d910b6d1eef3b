//fourd:
// A deferred error thrown in Try does not go to Catch
Try
	throw({errCode: 3; message: "later"; deferred: True})
	tell("goes on")
Catch
	tell("never")
End try
tell("after")
