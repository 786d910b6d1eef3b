// Writes its arguments as a line
var $i : Integer
var $texts:=[]
For ($i; 1; Count parameters)
	$texts.push(String(${$i}))
End for
LOG EVENT(Into system standard outputs; $texts.join(" ")+"\n")
