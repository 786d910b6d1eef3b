//fourd:
// More parameters than declared
var $p : cs.Point:=cs.Point.new(0; 0)
tell($p.total(); $p.total(1); $p.total(1; 2; 3.5))
