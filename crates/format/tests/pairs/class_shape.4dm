Class extends Base

property  name;title:Text:=""
property size : Integer

/* What it is
   made of. */
class constructor( $name:Text;...:Variant )
Super( $name )
This.name:=$name

// Doubled.
function get double:Integer

// this stands inside
return this.size*2

shared function set double( $value )
try
this.size:=$value\2
catch
This.size:=0
end try

function bits($a;$b)->$bits:Integer
repeat
$bits:=($a & $b)|($a<<2) ?? 3
until($bits>0)
while(true)
use(Storage.x)
break
end use
end while
for($i;1;10)
this[ "x" ]:=->$a
end for
