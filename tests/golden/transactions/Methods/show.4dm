//%attributes = {"preemptive":"capable"}
#DECLARE( ... )
var $line : Text
var $i : Integer
For ($i; 1; Count parameters)
	$line+=($i=1 ? "" : " ")+String(${$i})
End for
LOG EVENT(Into system standard outputs; $line+"\n")
