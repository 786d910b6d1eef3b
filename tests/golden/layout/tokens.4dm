//fourd:
// Commands and constants may carry their numbers
tell(Uppercase:C13("token"))
tell(Is text:K8:3=Is text)
tell(Length:C16("four"); String:C10(5))
var $v : Variant:=Choose:C955(True:C214; "yes"; "no")
tell($v)
tell((1=1) ? Uppercase:C13("a") : Uppercase:C13("b"))
