// What a nil pointer points to can be neither read nor written
var $nil : Pointer
Try
	show($nil->)
Catch
	show(Last errors[0].errCode)
End try
Try
	$nil->:=1
Catch
	show(Last errors[0].errCode)
End try
Try
	show(String($nil->))
Catch
	show(Last errors[0].errCode)
End try
Try
	$nil->{1}:=1
Catch
	show(Last errors[0].errCode)
End try
Try
	show($nil->a)
Catch
	show(Last errors[0].errCode)
End try
// A pointer is not found in a collection
var $i : Integer
var $c : Collection:=[->$i]
show($c.indexOf(->$i); $c.lastIndexOf(->$i); $c.includes(->$i))
