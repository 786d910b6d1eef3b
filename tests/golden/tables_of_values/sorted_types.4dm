//fourd:
// Values of many types sort by type
tell([3; "b"; True; Null; "a"; 1; False].sort())
tell(["ab"; "b"; "a"].sort(); [10; 9; 100].sort())
tell([!2000-01-01!; 5; !1990-01-01!].sort().length)
var $c : Collection:=[[1]; {a: 1}; 4; !2000-01-01!].sort()
tell(Value type($c[0])=Is real; Value type($c[1])=Is object; Value type($c[2])=Is collection; Value type($c[3])=Is date)
