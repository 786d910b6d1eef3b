// Beyond the end elements are undefined; holes are null
var $c : Collection
$c:=[1]
show(Undefined($c[5]))
$c[3]:=4
show(JSON Stringify($c); $c.length; $c[1]=Null; Undefined($c[1]))
