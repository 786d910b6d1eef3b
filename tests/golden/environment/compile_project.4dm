// The check of a project as an object
var $result; $error : Object
$result:=Compile project({targets: []})
show(String($result.success))
For each ($error; $result.errors)
	If ($error.isError)
		show($error.code.type+" "+$error.code.path+" "+String($error.lineInFile)+" "+$error.code.file.fullName)
	End if
End for each
Try(Compile project({generateSymbols: True}))
show(String(Last errors.length))
