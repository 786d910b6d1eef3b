//fourd:
// Collection literals
tell([])
tell([1; "two"; True; Null])
tell([[1; 2]; [3]; []])
tell([{a: 1}; {a: 2}])
var $o : Object:={}
tell([1; $o.nothing; 3])
tell([1+1; 2*2; "a"+"b"].length)
