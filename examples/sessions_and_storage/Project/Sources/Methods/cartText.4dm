//%attributes = {"executedOnServer":true}
// The cart of the user who calls, as text. Reading needs no Use
#DECLARE : Text
var $parts : Collection
var $entry : Object

$parts:=[]
If (Session.storage.cart#Null)
	For each ($entry; OB Entries(Session.storage.cart).orderBy("key"))
		$parts.push(String($entry.value)+" "+$entry.key)
	End for each 
End if 
return ($parts.length=0) ? "empty" : $parts.join(", ")
