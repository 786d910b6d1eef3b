//fourd:
// The ternary operator evaluates one of two
var $n : Integer:=7
tell(($n>5) ? "big" : "small"; ($n>9) ? "big" : "small")
tell($n ? "truthy" : "falsy")
tell(True ? told("first"; True) : told("second"; False))
tell(($n=1) ? "one" : (($n=7) ? "seven" : "other"))
tell((("" || "x") && "y") ? "both" : "not")
