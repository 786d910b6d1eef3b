// Neither case nor accents tell names of variables and methods apart; those of properties and classes are exact
var $été : Integer
$été:=5
$ete:=$ÉTÉ+1
show($été)
vNaïve:=1
vnaive:=vNaïve+1
show(VNAÏVE)
show(Préparé(2); prepare(3))
var $o : Object:={clé: 1}
show($o.clé; Undefined($o.cle))
