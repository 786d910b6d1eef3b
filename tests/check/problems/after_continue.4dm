var $name : Text
For each ($name; ["a"; "b"])
	If ($name="a")
		continue
		ALERT($name)
	End if 
End for each 
