// How an object parameter looks: 255 for Null, and whether reading a property of it fails.
#DECLARE($object : Object)->$state : Text
$state:=String(Value type($object))
Try
	$state+=" "+String(Value type($object.property))
Catch
	$state+=" error"
End try
