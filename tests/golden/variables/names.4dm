// Case does not count, blanks may be in names
var $My Name : Text
$My Name:="Ann"
show($my name; $MY NAME)
Big Total:=5
show(big total)
