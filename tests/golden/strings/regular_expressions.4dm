// Match regex: the whole text, a search from a position, groups, and only at a position
var $found : Boolean
var $position; $length; $start : Integer
var $parts : Text

show(String(Match regex("[0-9]{3}"; "123"))+" "+String(Match regex("[0-9]{3}"; "1234")))
$found:=Match regex("a.b"; "---a-b---"; 1; $position; $length)
show(String($found)+" "+String($position)+" "+String($length))
show(String(Match regex("a.b"; "---a-b---"; 1; $position; $length; *)))
show(String(Match regex("a.b"; "---a-b---"; 4; $position; $length; *)))

ARRAY LONGINT($positions; 0)
ARRAY LONGINT($lengths; 0)
$found:=Match regex("(.*)stuff(x)?(.*)"; "my stuff here"; 1; $positions; $lengths)
show(String(Size of array($positions))+": "+String($positions{0})+" "+String($lengths{0}))
show(String($positions{1})+" "+String($lengths{1})+", "+String($positions{2})+" "+String($lengths{2}))
show(String($positions{3})+" "+String($lengths{3}))

$start:=1
While (Match regex("é+|€"; "aé€ bééb"; $start; $position; $length))
	$parts:=$parts+Substring("aé€ bééb"; $position; $length)+"."
	$start:=$position+$length
End while 
show($parts)
show(String(Match regex("(?i)strasse|(a)\\1"; "STRASSE"))+" "+String(Match regex("x"; "x"; 9)))
show(String(Match regex("line.end"; "line\rend"))+" "+String(Match regex("(?s)line.end"; "line\rend")))
