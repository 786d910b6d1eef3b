//fourd:
// || gives the first truthy value or the last one
var $v : Variant
$v:="a" || "b"
tell($v)
$v:="" || "b"
tell($v)
$v:=0 || 5
tell($v)
$v:=Null || {}.x || "last"
tell($v)
$v:=False || ""
tell("["+$v+"]")
$v:={} || [] || [1]
tell($v)
