// An object that was never assigned is Null, and its properties are undefined, however it arrives
var $o : Object
var $c : Collection
var $v : Variant
var $result : Boolean
show($o.a=Null; $o.a.b=Null; $o["a"]=Null)
show(reads_object($o); reads_variant($o); reads_rest($o); reads_variant($c))
show(Formula(reads_object($1)).call(Null; $o); Formula($1.a=Null).call(Null; $o); Formula($o.a=Null).call())
EXECUTE METHOD("reads_object"; $result; $o)
show($result)
EXECUTE METHOD("reads_variant"; $result; $o)
show($result)
$v:=$o
show($v=Null; $v.a=Null; Value type($v)=Is null)
show(unset_object.a=Null; unset_object().a.b=Null; unset_object["a"]=Null; unset_object=Null)
$v:=unset_object
show($v.a=Null; given_back($o).a=Null; reads_object(unset_object))
var $signal : 4D.Signal:=New signal
CALL WORKER("reader"; "reads_and_tells"; $o; $signal)
show($signal.wait(5); $signal.undefined)
// In objects and collections it is Null, and so is an object that was assigned Null
show(JSON Stringify({v: $v; o: $o}); JSON Stringify([$v; $o]))
$o:=Null
Try
	show($o.a)
Catch
	show("error")
End try
