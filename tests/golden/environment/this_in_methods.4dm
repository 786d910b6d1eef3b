// Methods that a formula calls see the object that the formula works on
var $object : Object
$object:={name: "Ann"; expression: Formula("<"+inner+">"); method: Formula(whoAmI)}
show(inner)
show($object.expression())
show($object.method())
show(inner)
