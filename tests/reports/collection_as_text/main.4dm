// A collection is no text.
var $numbers : Collection
$numbers:=[1; 2]
ALERT($numbers)
