// An error in Try goes on in Catch, and from a called method too
var $errors : Collection

Try
	show("before")
	throw(12345; "no more paper")
	show("never")
Catch
	$errors:=Last errors
	show(String($errors[0].errCode)+" "+$errors[0].message)
End try

Try
	fail_inside
	show("never")
Catch
	show("caught")
End try
show("after")
