//fourd:
// Objects of a collection change, scalars do not
var $numbers : Collection:=[1; 2]
var $people : Collection:=[{age: 1}; {age: 2}]
var $n : Integer
var $o : Object
For each ($n; $numbers)
	$n+=10
End for each
For each ($o; $people)
	$o.age+=10
End for each
tell($numbers; $people)
