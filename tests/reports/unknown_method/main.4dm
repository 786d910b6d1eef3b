var $name : Text
$name:="send_bil"
EXECUTE METHOD($name)
