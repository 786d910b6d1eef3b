Class extends Bicycle

Function seats() : Integer
	return 2
