// A step of a path may have conditions alone
var $r; $f; $n : Text
$r:=DOM Parse XML variable("<a><b t=\"x\"/><c t=\"y\"><d t=\"z\"/></c></a>")
$f:=DOM Find XML element($r; "//[@t=\"y\"]")
DOM GET XML ELEMENT NAME($f; $n)
show($n)
$f:=DOM Find XML element($r; "/a/[2]/[@t='z']")
DOM GET XML ELEMENT NAME($f; $n)
show($n)
$f:=DOM Find XML element($r; "/[b]")
DOM GET XML ELEMENT NAME($f; $n)
show($n)
DOM CLOSE XML($r)
