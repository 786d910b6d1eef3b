//fourd:
// A blank after the backslash ends a comment; a `;` may end a statement
var $t : Text
If (True)  // C:\ 
	tell("a")
End if  // C:\	
$t:="b";
tell($t);
// commented out: tell(\
 tell("hidden")
tell("c") ; // end
