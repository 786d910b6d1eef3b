//fourd:
// A deferred error of a method is caught by Try( )
var $v : Variant
$v:=Try(divided(1; 4))
tell($v)
$v:=Try(divided(1; 0))
tell(Last errors.length; Last errors[0].errCode)
