// String, Num, Date, Time and Bool of an undefined value are empty
var $o : Object
$o:={}
show("["+String($o.a.b)+"]"; Num($o.a); Date($o.a); Time($o.a); Bool($o.a); "["+Lowercase(String($o.a.b))+"]")
