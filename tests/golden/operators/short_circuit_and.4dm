// && gives the first falsy operand, or the last one
show("Hello" && "World"; False && 0; 0 && False; 5 && 10 && "hello")
show(String(5 && !00-00-00!))
show("["+("" && "x")+"]")
var $item : Object
$item:={price: 10}
show(($item.taxRate && ($item.price*$item.taxRate))=Null)
$item.taxRate:=0.2
show($item.taxRate && ($item.price*$item.taxRate))
