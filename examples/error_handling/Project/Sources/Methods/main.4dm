// Five ways to meet an error. Each one ends with a line of output, and the program goes on
var $problem : Object
var $result : Variant
var $file : 4D.File

// 1: Try around an expression: where it fails, it gives Undefined, and || gives something else
$result:=Try(ratio(1; 0)) || "no ratio"
say("1: "+String($result))

// 2: Try around statements. Last errors has the error that was thrown last in front
Try
	say("2: "+String(ratio(6; 3)))
	say("2: "+String(ratio(6; 0)))
	say("2: never written")
Catch
	$problem:=Last errors.first()
	say("2: error "+String($problem.errCode)+", "+$problem.message)
End try

// 3: a method that is called at each error. The code goes on behind the statement that failed
caughtByMethod

// 4: an error that waits until the method returns: all that is wrong is told at once
Try
	checkAge({name: ""; age: -1})
Catch
	say("4: "+Last errors.extract("message").join("; "))
End try

// 5: what has to happen however a method ends
$file:=Folder(Temporary folder; fk platform path).file(Generate UUID)
Try
	withTemporaryFile($file; True)
Catch
	say("5: "+Last errors.first().message)
End try
say("5: the file is left: "+String($file.exists))
