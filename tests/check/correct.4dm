//%attributes = {"invisible":true}
#DECLARE($name : Text)->$greeting : Text

If ($name="")
	$greeting:="Hello!"
Else 
	$greeting:="Hello, "+$name+"!"
End if 
