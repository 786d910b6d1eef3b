// A sign that a function does not take is an error; values that are too many are left alone
var $numbers : Collection
$numbers:=[5; 1; 9; 1]
Try
	$numbers.remove(1; *)
Catch
	tell(Last errors[0].errCode; Last errors[0].message)
End try
Try
	$numbers.remove(*)
Catch
	tell(Last errors[0].errCode; Last errors[0].message)
End try
Try
	tell($numbers.slice(1; *).length)
Catch
	tell(Last errors[0].errCode; Last errors[0].message)
End try
Try
	tell($numbers.lastIndexOf(1; >))
Catch
	tell(Last errors[0].errCode; Last errors[0].message)
End try
Try
	tell(File("/PACKAGE/nothing.txt").getIcon(Null)=Null)
Catch
	tell(Last errors[0].errCode; Last errors[0].message)
End try
tell($numbers.length; $numbers.lastIndexOf(1; 2; "left alone"))
