// The table of undefined operators
var $a; $b; $c : Object
$a:={}
$b:={}
$c:={nullProp: Null}
show($a.undefinedProp=$b.undefinedProp; $a.undefinedProp=$c.nullProp; $a.undefinedProp=42)
show($a.undefinedProp#$b.undefinedProp; $a.undefinedProp#$c.nullProp; $a.undefinedProp#42)
show($a.undefinedProp>"abc"; $a.undefinedProp<"abc"; $a.undefinedProp>="abc"; $a.undefinedProp<="abc")
show($a.undefinedProp>42; $a.undefinedProp<!2024-01-31!; $a.undefinedProp>=?10:00:00?)
