//%attributes = {"executedOnServer":true}
// All sessions that the server holds
#DECLARE : Text
var $activity; $session : Object
var $names : Collection

$activity:=Process activity
If ($activity.sessions=Null)
	return "only a server lists them"
End if
$names:=[]
For each ($session; $activity.sessions)
	$names.push($session.type+" "+$session.userName)
End for each
return $names.sort().join(", ")
