//fourd:
// The right side does not run where the left one decides
var $o : Object
If (($o#Null) && ($o.n>1))
	tell("never")
End if
tell(Value type(($o#Null) && ($o.n>1))=Is boolean)
$o:={n: 5}
If (($o#Null) && ($o.n>1))
	tell("n is big")
End if
tell(($o.rate && ($o.n*$o.rate))=Null)
$o.rate:=2
tell($o.rate && ($o.n*$o.rate))
