// A mistake in one function does not keep the others from being called
var $object : cs.Halfbroken
$object:=cs.Halfbroken.new()
show($object.good())
Try($object.bad())
show(String(Last errors.length))
