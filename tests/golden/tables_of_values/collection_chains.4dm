//fourd:
// Functions that return their collection
var $c : Collection:=[30; 10]
var $d : Collection:=$c.push(20; 5).sort()
tell($c; $c=$d)
tell($c.copy()=$c; $c.copy())
