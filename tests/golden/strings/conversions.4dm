// String and Num, and texts in other character sets
var $object : Object
var $bytes : Blob

$object:={}
show(String(1/3)+" "+String(2^15)+" "+String(Arctan(1)*4)+" ["+String(Log(-1))+"] "+String(1/0))
show(String(1/3; "##0.00000")+" "+String(1234567.891; "###,###,##0.00")+" "+String(-1; "&x")+" "+String(0 ?+ 7; "&$"))
show(String(10; 2)+" "+String(-16523461; 16)+" "+String(35; 36)+" "+String(Log(-1); 10))
show(String(True)+" "+String(Null)+" ["+String($object.missing)+"] "+String("text"; "###"))
show(String(!2023-11-27!)+" "+String(!2023-11-27!; Internal date long)+" "+String(!2023-11-27!; ISO date; ?11:15:00?))
show(String(!2023-11-27!; "EEEE d MMMM y GGGG")+", "+String(!2023-11-27!; "dd/MM/yyyy 'at' HH:mm"; ?11:15:00?))
show(String(?17:30:45?)+" "+String(?17:30:45?; HH MM AM PM)+" "+String(?01:02:03?; Min sec)+" "+String(?17:30:45?; "K a"))
show("["+String(!00-00-00!; Internal date short+Blank if null date)+"] ["+String(?00:00:00?; HH MM+Blank if null time)+"]")

show(String(Num("A1B2C3"))+" "+String(Num("-123e2"))+" "+String(Num("123-456"))+" "+String(Num("ABCD")))
show(String(Num("12,5"; ","))+" "+String(Num("ff"; 16))+" "+String(Num("0xFF"; 0))+" "+String(Num("10.3"; 16))+" "+String(Num("2"; 2)))
show(String(Num(True))+String(Num(False))+" "+String(Num(42.5))+" "+String(Num($object.missing)))

CONVERT FROM TEXT("Café"; "UTF-8"; $bytes)
show(String(OK)+" "+String($bytes{3})+" "+Convert to text($bytes; 106)+" "+Convert to text($bytes; "ISO-8859-1"))
CONVERT FROM TEXT("A€"; "UTF-16BE"; $bytes)
show(String($bytes{0})+" "+String($bytes{1})+" "+String($bytes{2})+" "+String($bytes{3}))
CONVERT FROM TEXT("é"; "MacRoman"; $bytes)
show(String($bytes{0}))
CONVERT FROM TEXT("é"; "no such set"; $bytes)
show(String(OK))
show(Localized string("no such name")+String(OK))
