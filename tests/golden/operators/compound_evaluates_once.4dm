// The target of += is evaluated once
var $o : Object
$o:={n: 1}
get_object($o).n+=5
show($o.n)
var $c : Collection
$c:=[1; 2; 3]
$c[next_index($o)]*=10
show(JSON Stringify($c); $o.calls)
