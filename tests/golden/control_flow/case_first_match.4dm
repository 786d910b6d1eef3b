// Only the statements of the first true case run (Control flow, Case of)
var $result; $condition : Integer
$result:=1
$condition:=5
Case of
	: ($result=1)
		show("first")
	: (($result=1) & ($condition#2))
		show("never detected")
End case
Case of
	: (($result=1) & ($condition#2))
		show("both")
	: ($result=1)
		show("never")
End case
