//fourd:
// A backslash at the end of a line goes on with the next
var $total : Integer
$total:=1+\
	2+\
	3
tell($total)
tell("first"; \
	"second"; \
	"third")
var $o : Object:={\
	a: 1; \
	b: [\
		1; \
		2]\
	}
tell($o)
