// Case of may have empty parentheses
var $t : Text
Case of ()
	: (False)
		$t:="no"
	: (True)
		$t:="yes"
End case
show($t)
