// The collection has two elements.
var $people : Collection
var $i : Integer
$people:=[{name: "Ada"}; {name: "Grace"}]
$i:=5
$people[$i].name:="Joan"
