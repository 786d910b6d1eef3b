var $name : Text
$name:="Ada"
ALERT($name[0]+Uppercase($name)[1])
ALERT(String(Length($name)[0]))
