//fourd:
// Loops with French keywords
var $n; $i : Integer
Pour chaque ($n; [1; 2])
	tell("chaque"; $n)
Fin de chaque
Boucle ($i; 1; 2)
	tell("boucle"; $i)
Fin de boucle
Tant que ($i<5)
	$i:=$i+1
Fin tant que
Au cas ou
	: ($i=5)
		tell("cinq")
	Sinon
		tell("never")
Fin de cas
Repeter
	$i:=$i-1
Jusque ($i<3)
tell($i)
