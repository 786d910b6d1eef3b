// A property of Null is an error, one of Undefined is undefined
var $o : Object
$o:={null: Null}
show(Undefined($o.none.deeper.deepest))
Try
	show($o.null.deeper)
Catch
	show("error")
End try
