//fourd:
// The counter of a loop is an Integer too; it ends the loop when it leaves its range
var $i; $count : Integer
For ($i; 2.5; 4.4)
	$count+=1
End for
tell($i; $count)
$count:=0
For ($i; MAXLONG-2; MAXLONG)
	$count+=1
End for
tell($i; $count)
$count:=0
For ($i; -MAXLONG; -MAXLONG-1; -1)
	$count+=1
End for
tell($i; $count)
ARRAY LONGINT($counters; 1)
$count:=0
For ($counters{1}; MAXLONG-2; MAXLONG)
	$count+=1
End for
tell($counters{1}; $count)
