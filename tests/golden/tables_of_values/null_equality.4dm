//fourd:
// Null, undefined and other values with = and #
var $a : Object:={empty: Null}
var $v : Variant
tell($a.empty=Null; $a.empty=$a.none; $a.empty=0; $a.empty="")
tell($a.empty#Null; $a.empty#$a.none; $a.empty#0)
tell($a.none=$a.other; $a.none=$a.empty; $a.none=5; $v=$a.none)
tell($a.none#$a.other; $a.none#$a.empty; $a.none#5)
