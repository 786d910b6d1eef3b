//fourd:
// + joins texts from left to right
tell("sun"+"flower")
tell("a"+""+"b")
tell(""+"")
var $word : Text:="tea"
tell($word+"-"+$word)
tell(Length("ab"+"cde"))
