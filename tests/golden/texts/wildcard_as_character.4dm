//fourd:
// The code of the character tells a real at sign
var $address : Text:="me@"
tell($address[[Length($address)]]="@"; "me!"[[3]]="@")
tell(Character code($address[[3]])=At sign)
tell(Character code("me!"[[3]])=At sign)
