// && and || give one of their operands and leave out the second where the first decides
var $v : Variant
var $item : Object

$v:="Hello" && "World"
show($v)
$v:=5 && 10 && "hello"
show($v)
$v:="" || "n/a"
show($v)
$v:=False || Null || "last"
show($v)
show(String(($item#Null) && ($item.value>10)))
$item:={price: 10; taxRate: 0.5}
$v:=$item.taxRate && ($item.price*$item.taxRate)
show(String($v))
show($item.name || "no name")
show((5>3) ? "yes" : "no")
show(("" ? "yes" : "no"))
