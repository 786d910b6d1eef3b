// Formula from string parses when it runs; it knows no local variables
var $f : 4D.Function
$f:=Formula from string("$1*$2")
show($f.call(Null; 6; 7))
vNumber:=5
show(Formula from string("vNumber+1").call())
Try
	$f:=Formula from string("1+")
	show("never")
Catch
	show("does not parse")
End try
