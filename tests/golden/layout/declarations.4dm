//fourd:
// Declarations with and without types and values
var $a; $b : Text
var $c : Integer:=4
var $d:="inferred"
var $e
tell($a; $b; $c; $d; $e)
$e:=[1]
tell($e; Type($e)=Is variant; Value type($e)=Is collection)
var $f:=!2020-02-02!
tell(Value type($f)=Is date)
