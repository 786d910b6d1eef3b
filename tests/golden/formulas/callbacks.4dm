// Formulas as callbacks of collections
var $c : Collection
$c:=[3; 1; 2]
show(JSON Stringify($c.map(Formula($1.value*10))))
show(JSON Stringify($c.filter(Formula($1.value>1))))
show($c.reduce(Formula($1.accumulator:=$1.accumulator+$1.value); 0))
show(JSON Stringify($c.orderByMethod(Formula($1.result:=$1.value<$1.value2))))
var $factor : Integer:=5
show(JSON Stringify($c.map(Formula($1.value*$factor))))
