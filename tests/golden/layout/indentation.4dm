//fourd:
// Spaces, tabs and empty lines do not matter
var $a:=1
   If ($a=1)
tell("first column")

      tell (  "spaces"  ;   2  )
	End if
tell($a   +   1)
If($a=1)
tell("tight")
End if
