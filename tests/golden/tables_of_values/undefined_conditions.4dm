//fourd:
// Undefined conditions are false
var $o : Object
If ($o.a)
	tell("never")
Else
	tell("else")
End if
Case of
	: ($o.a)
		tell("never")
	Else
		tell("other")
End case
