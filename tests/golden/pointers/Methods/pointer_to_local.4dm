#DECLARE() : Pointer
var $local : Text
$local:="here"
return ->$local
