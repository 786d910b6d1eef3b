// Runs all methods whose names begin with "test_", each in a worker of its own, and writes a report. The user parameter
// names the file of the report
var $name; $path : Text
var $results; $signals : Collection
var $signal : 4D.Signal
var $number : Real

ARRAY TEXT($names; 0)
METHOD GET NAMES($names; "test_@")
$results:=New shared collection
$signals:=[]
For ($number; 1; Size of array($names))
	$name:=$names{$number}
	$signal:=New signal($name)
	CALL WORKER("worker of "+$name; "runTest"; $name; $results; $signal)
	$signals.push($signal)
End for
For each ($signal; $signals)
	$signal.wait()
End for each

$number:=Get database parameter(User param value; $path)
writeReport($results.copy(); $path)
QUIT 4D
