var $0; $1 : Text
var ${2} : Integer
var $i : Integer
$0:=$1+"["+String(Value type($1)=Is text)+"]"
For ($i; 2; Count parameters)
	$0+=" "+String(${$i})
End for
