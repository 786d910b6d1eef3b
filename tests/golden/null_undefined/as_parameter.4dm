// An undefined argument takes the default of the declared type
var $o : Object
$o:={}
takes_both($o.a; $o.b)
