//fourd:
// Whole numbers up to 53 bits are written in full
var $big : Real:=9007199254740991
tell(String($big); String(-$big); String(2147483647000000); String(1e15))
tell(String($big+1); String(1e16))
tell("<"+String($big)+">"; JSON Stringify([$big]); JSON Stringify(-$big))
tell(String($big; "##################"); String(-$big; "###,###,###,###,###,##0.00"); String(0.1+0.2; "0.0################"))
var $root; $text : Text
$root:=DOM Create XML Ref("a")
DOM SET XML ATTRIBUTE($root; "n"; $big)
DOM SET XML ELEMENT VALUE($root; -$big)
DOM EXPORT TO VAR($root; $text)
DOM CLOSE XML($root)
tell(Position("n=\"9007199254740991\""; $text)>0; Position(">-9007199254740991<"; $text)>0)
