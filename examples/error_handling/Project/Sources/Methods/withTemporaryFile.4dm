// Writes a file that is deleted at the end of the method, also where that is an error
#DECLARE($file : 4D.File; $fails : Boolean)

$file.setText("some lines")
defer($file.delete())

say("5: the file is there: "+String($file.exists))
If ($fails)
	throw(1004; "the work with the file has failed")
End if 
