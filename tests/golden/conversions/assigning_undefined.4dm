//fourd:
// An undefined value clears a variable
var $o : Object:={}
var $text : Text:="full"
var $number : Integer:=5
var $boolean : Boolean:=True
var $date : Date:=!2020-01-01!
var $time : Time:=?10:00:00?
$text:=$o.no
$number:=$o.no
$boolean:=$o.no
$date:=$o.no
$time:=$o.no
tell("["+$text+"]"; $number; $boolean; $date=!00-00-00!; $time)
