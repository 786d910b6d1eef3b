// Runs one test in the worker of the test. An error, also that of an assertion, ends the test and not the worker
#DECLARE($name : Text; $results : Collection; $done : 4D.Signal)
var $problem : Text

Try
	EXECUTE METHOD($name)
Catch
	$problem:=Last errors[0].message
End try
Use ($results)
	$results.push(New shared object("name"; $name; "problem"; $problem))
End use
$done.trigger()
KILL WORKER
