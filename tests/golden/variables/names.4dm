// Case does not count, blanks may stand in names
var $My Name : Text
$My Name:="Ann"
show($my name; $MY NAME)
Big Total:=5
show(big total)
