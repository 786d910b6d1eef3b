// Writes a line for each test, by name, and their number, to a file or else to standard output
#DECLARE($results : Collection; $path : Text)
var $lines : Collection
var $result : Object
var $report : Text

$lines:=[]
For each ($result; $results.orderBy("name"))
	$lines.push($result.name+": "+Choose($result.problem=""; "passed"; "failed, "+$result.problem))
End for each
$lines.push(String($results.length)+" tests, "+String($results.query("problem # ''").length)+" failed")
$report:=$lines.join("\n")+"\n"
If ($path="")
	LOG EVENT(Into system standard outputs; $report)
Else
	File($path).setText($report; "UTF-8-no-bom"; Document unchanged)
End if
