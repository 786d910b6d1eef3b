// A text is no collection of characters.
var $word : Text
$word:="tea"
ALERT($word[0])
