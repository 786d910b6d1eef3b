// source gives the text
var $f : 4D.Function
$f:=Formula(1+2)
show($f.source)
show(Formula from string("Uppercase(\"a\")").source)
