//fourd:
// @ in the left operand is a character like others
tell("light@"="lighthouse")
tell("light@"="light@")
var $pattern : Text:="light@"
tell($pattern="lighthouse"; "lighthouse"=$pattern)
