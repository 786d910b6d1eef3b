// An undefined condition is false in If and Case of
var $o : Object
$o:={}
If ($o.a)
	show("never")
Else
	show("If: false")
End if
Case of
	: ($o.a)
		show("never")
	Else
		show("Case of: false")
End case
