// The table of null operators
var $a; $b : Object
$a:={nullProp: Null}
$b:={nullProp: Null}
show($a.nullProp=$b.nullProp; $a.nullProp=$b.undefinedProp; $a.nullProp=42)
show($a.nullProp#$b.nullProp; $a.nullProp#$b.undefinedProp; $a.nullProp#42)
