//fourd:
// While tests before each round
var $n : Integer
While ($n<3)
	$n+=1
	tell($n)
End while
While ($n<3)
	tell("never")
End while
tell("end"; $n)
