//fourd:
// Branches without statements
var $n : Integer:=2
If ($n=1)
Else
	tell("else")
End if
If ($n=2)
	tell("then")
Else
End if
Case of
	: ($n=2)
	: ($n>0)
		tell("never")
	Else
		tell("never")
End case
Case of
	Else
		tell("only else")
End case
