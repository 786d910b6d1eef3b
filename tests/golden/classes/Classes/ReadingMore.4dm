Class extends Reading

Class constructor($name : Text)
	var $2; $options : Object
	If (Count parameters=2)
		$options:=$2
	End if
	Super($name; $options)
