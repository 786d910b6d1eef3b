#DECLARE() : Pointer
var $local : Text:="x"
return ->$local
