var $answer : Object
var $count : Integer
$answer:={count: "three"}
$count:=$answer.count
