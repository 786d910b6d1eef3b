// Objects of a shared class are shared: they are changed inside Use
var $box : cs.Box
$box:=cs.Box.new("first")
show(OB Is shared($box); $box.content; JSON Stringify($box.log))
Try
	$box.content:="second"
	show("never")
Catch
	show("outside of Use")
End try
Use ($box)
	$box.content:="second"
End use
$box.put("third")
show($box.content; JSON Stringify($box.log))
