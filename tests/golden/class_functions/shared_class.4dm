//fourd:
// A shared class makes shared objects; shared functions need no Use
var $b : cs.Basket:=cs.Basket.new("Ann")
tell(OB Is shared($b); $b.owner)
$b.put(3)
tell($b.count)
Try
	$b.put_without_use(1)
	tell("never")
Catch
	tell("refused")
End try
Use ($b)
	$b.put_without_use(1)
End use
tell($b.count)
