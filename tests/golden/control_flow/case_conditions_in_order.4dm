// Conditions are evaluated one after the other, up to the first that is true
Case of
	: (says("a"; False))
	: (says("b"; True))
	: (says("c"; True))
End case
