//fourd:
// Variables, methods, commands and keywords ignore case
var $Count : Integer:=1
$COUNT:=$count+1
tell($CoUnT)
TELL("method")
tell(UPPERCASE("command"); uppercase("command"))
IF ($count=2)
	tell("keyword")
END IF
