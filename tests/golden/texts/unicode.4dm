//fourd:
// Accents, other scripts and their codes
var $text : Text:="zoë Ω 日本"
tell(Length($text); Uppercase($text))
tell($text[[3]]; $text[[5]]; $text[[8]])
tell(Character code("Ω"); Char(937))
