//fourd:
// shared set needs no Use
var $c : cs.Cell:=cs.Cell.new()
$c.content:=12
tell($c.content; $c.stored)
Try
	$c.stored:=1
	tell("never")
Catch
	tell("stored needs Use")
End try
