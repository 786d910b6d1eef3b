//fourd:
// An empty text has no characters
var $nothing : Text
tell(Length(""); $nothing=""; Length($nothing))
tell(""+"x"; "x"+$nothing)
tell(Value type("")=Is text)
