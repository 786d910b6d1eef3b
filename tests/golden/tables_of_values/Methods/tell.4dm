//%attributes = {"preemptive":"capable"}
// Writes its parameters on one line
#DECLARE( ... )
var $line : Text
var $i : Integer
For ($i; 1; Count parameters)
	$line+=($i=1 ? "" : " | ")+as_text(${$i})
End for
LOG EVENT(Into system standard outputs; $line+"\n")
