Class extends Animal

Class constructor
	Super("cat")

Function purr()->$text : Text
	$text:="purr"
