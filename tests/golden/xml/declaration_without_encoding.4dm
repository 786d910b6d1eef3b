// A document that was read without encoding is written without it; one that was made has it
var $r; $t : Text
$r:=DOM Parse XML variable("<?xml version=\"1.0\"?><a><b/></a>")
DOM EXPORT TO VAR($r; $t)
show(Position("encoding"; $t))
show(Position("<b/>"; $t)>0)
DOM SET XML DECLARATION($r; "UTF-8")
DOM EXPORT TO VAR($r; $t)
show(Position("encoding=\"UTF-8\""; $t)>0)
DOM CLOSE XML($r)
$r:=DOM Create XML Ref("a")
DOM EXPORT TO VAR($r; $t)
show(Position("encoding=\"UTF-8\""; $t)>0)
DOM CLOSE XML($r)
