// Variables without declarations take values of another type in each round of a loop
$values:=New collection(1; "2"; 2.5; True; Null; !2024-05-06!; 4)
For ($i; 0; $values.length-1)
	$value:=$values[$i]
	show($value)
	show($value=$values[$i])
End for 

// The same statement adds numbers, then texts
$parts:=New collection(1; 2; "a"; "b")
$sum:=0
For ($i; 0; 1)
	$sum:=$sum+$parts[$i]
End for 
show($sum)
$sum:=""
For ($i; 2; 3)
	$sum:=$sum+$parts[$i]
End for 
show($sum)
For ($i; 0; 3)
	If ($i=2)
		$sum:=""
	End if 
	If ($i=0)
		$sum:=0
	End if 
	$sum+=$parts[$i]
	show($sum)
End for 

// A text that grows keeps its copies as they were
$text:="a"
$copy:=$text
$text:=$text+"b"
$text:=$text+$text
show($copy)
show($text)
$pointer:=->$text
$text:=$text+changed($pointer)
show($text)

// The counter of a loop: a fraction as its step, changed in the body, made a text in the body
For ($i; 1; 2; 0.25)
	show($i)
End for 
For ($i; 1; 10)
	show($i)
	$i:=$i*3
End for 
show($i)
For ($i; 1; 2)
	$i:="x"
End for 
show($i)

// Positions are numbers of any kind, names are texts
$list:=New collection("zero"; "one"; New collection("two"; "three"))
$object:=New object("key"; 7)
For each ($position; New collection(0; 1; 0.6; 9; -1))
	show($list[$position])
End for each 
$position:=2
$inner:=1
show($list[$position][$inner])
show($list[$position-1])
$name:="key"
show($object[$name])
show($undefined[$name])

// True or False
$found:=False
$count:=0
While (Not($found) && ($count<5))
	$count:=$count+1
	$found:=($count*$count)>10
End while 
show($found)
show($count)
$either:=$found || ($count="x")
show($either)
If ($name && $count)
	show("both count as true")
End if 

// Whole numbers that no 32 bits hold, and operands without a value
$large:=4294967296
show($large*$large)
show($large%1000)
show($large\7)
show(-7%3)
show(-7\2)
show($nothing+3)
show($nothing<3)
