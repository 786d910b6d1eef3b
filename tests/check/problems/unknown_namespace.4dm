var $thing : cs.Nope.Thing
$thing:=cs.Nope.Thing.new()
ALERT(JSON Stringify($thing))
If (cs.Nope=Null)
	ALERT("not there")
End if
