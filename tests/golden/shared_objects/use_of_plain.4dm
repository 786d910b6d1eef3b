//fourd:
// Use of an object or a collection that is not shared locks nothing; Null is an error
var $o : Object:={a: 1}
var $c : Collection:=[]
Use ($o)
	$o.a+=1
	Use ($c)
		$c.push($o.a)
	End use
End use
tell($o.a; $c)
Try
	Use ($o.none)
		tell("never")
	End use
Catch
	tell("refused")
End try
