//fourd:
// Conversions of what is not there give empty values
var $o : Object:={}
tell("["+String($o.a)+"]"; Num($o.a); Bool($o.a))
tell(Date($o.a)=!00-00-00!; Time($o.a)=?00:00:00?)
tell(String($o.a.b.c)=""; Num($o.a.b)+1)
