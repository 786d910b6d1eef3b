// A list of parts as lines with semicolons: written, searched and read back
var $text; $line; $name : Text
var $fields; $lines : Collection
var $i; $seed; $found; $total; $place; $check : Integer

$seed:=3
For ($i; 1; 150000)
	$seed:=(($seed*1366)+150889)%714025
	$text:=$text+String($i)+";part "+String($seed%1000; "0000")+";"+("*"*($seed%5))+";"+String(($seed\7)%100)+"\n"
End for 

$place:=Position("0777"; $text; *)
While ($place>0)
	$found:=$found+1
	$place:=Position("0777"; $text; $place+4; *)
End while 

$text:=Replace string($text; "part 0"; "tool ")
$lines:=Split string($text; "\n"; sk ignore empty strings)
For each ($line; $lines)
	$fields:=Split string($line; ";")
	$name:=Uppercase($fields[1])
	$total:=$total+Num($fields[3])
	$check:=($check+(Length($line)*Character code($name))+Num(Substring($name; 6))+Length($fields[2]))%1000003
End for each 
LOG EVENT(Into system standard outputs; "lines "+String($lines.length)+" "+String($found)+" "+String($total)+" "+String($check)+"\n")
