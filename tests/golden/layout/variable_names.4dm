//fourd:
// Local, process and long names
var $_a; $b2; $long_name_with_underscores : Integer
var shared_name : Text
$_a:=1
$b2:=2
$long_name_with_underscores:=3
shared_name:="process"
tell($_a; $b2; $long_name_with_underscores; shared_name)
see_process_variable
tell(shared_name)
