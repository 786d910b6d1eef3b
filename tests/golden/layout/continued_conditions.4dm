//fourd:
// Conditions and literals over several lines
var $a : Integer:=5
If ($a>1) & \
	($a<10)
	tell("between")
End if
Case of
	: ($a=1) | \
		($a=5)
		tell("one or five")
End case
tell(($a=5) ? \
	"five" : \
	"other")
