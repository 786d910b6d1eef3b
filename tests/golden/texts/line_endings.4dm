//fourd:
// Every character of a line ending stays in a variable
var $text : Text:="one\r\ntwo\nthree\rfour"
tell(Length($text))
tell(Position("\r\n"; $text); Position("\n"; $text))
tell(Split string($text; "\r\n"))
tell(Split string($text; "\n").length)
