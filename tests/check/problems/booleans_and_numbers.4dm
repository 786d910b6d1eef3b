#DECLARE() -> $result : Boolean
var $flag : Boolean
var $count : Integer
var $time : Time
var $picture : Picture
$flag:=1
$count:=True
$time:=True
$picture:=5
ALERT(String($flag)+String($count)+String($time)+String(Picture size($picture)))
ALERT("a" & "b")
return 5
