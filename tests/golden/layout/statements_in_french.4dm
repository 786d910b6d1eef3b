//fourd:
// Keywords of the French edition
Si (Vrai:C214)
	tell("si")
Sinon
	tell("sinon")
Fin de si
Si (Non:C34(Vrai:C214))
	tell("never")
Fin de si
