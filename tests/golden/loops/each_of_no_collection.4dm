//fourd:
// For each goes through collections and objects only
var $v : Variant
Try
	For each ($v; 5)
		tell("never")
	End for each
Catch
	tell("refused"; Last errors.length>0)
End try
