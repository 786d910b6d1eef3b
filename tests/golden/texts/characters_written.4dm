//fourd:
// [[n]] on the left side replaces one character
var $word : Text:="banana"
$word[[1]]:="B"
tell($word)
$word[[6]]:=Uppercase($word[[6]])
tell($word)
var $copy : Text:=$word
$copy[[2]]:="o"
tell($copy; $word)
tell(Length($word))
