// How many times as long as the fastest one
#DECLARE($result : Object; $fastest : Real) : Object

$result.factor:=Round($result.nanoseconds/$fastest; 1)
return $result
