// A formula may assign
var $feta; $robot : Object
var $calc : 4D.Function
$robot:=New object("name"; "Robot"; "price"; 543; "quantity"; 2)
$feta:=New object("name"; "Feta"; "price"; 12.5; "quantity"; 5)
$calc:=Formula(This.total:=This.price*This.quantity)
$feta.calc:=$calc
$robot.calc:=$calc
$feta.calc()
$robot.calc()
show($feta.total; $robot.total)
