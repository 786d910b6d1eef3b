//fourd:
// Edges of control flow (Concepts/control-flow)
var $i; $n : Integer
var $r : Real
var $t : Text
// A loop whose range is empty runs not at all; the counter comes after the end
For ($i; 5; 1)
	show("never")
End for
show($i)
For ($i; 1; 3)
End for
show($i)
For ($i; 10; 1; -4)
	show($i)
End for
show($i)
For ($r; 0; 1; 0.5)
	show($r)
End for
// The counter may be changed within, the end is read once
$n:=3
For ($i; 1; $n)
	$n:=100
	If ($i=2)
		$i:=50
	End if
	show($i)
End for
// Repeat runs once at least, While perhaps not at all
Repeat
	show("once")
Until (True)
While (False)
	show("never")
End while
// The first case that holds
$n:=5
Case of
	: ($n>3)
		show("first")
	: ($n>1)
		show("second")
	Else
		show("else")
End case
Case of
	: ($n=0)
		show("never")
End case
Case of
End case
// break and continue belong to the innermost loop
For ($i; 1; 3)
	For each ($t; ["a"; "b"; "c"])
		If ($t="b")
			continue
		End if
		If ($i=2)
			break
		End if
		show(String($i)+$t)
	End for each
	If ($i=2)
		continue
	End if
	show("end "+String($i))
End for
// A case inside a loop is no loop
While (True)
	Case of
		: (True)
			break
	End case
End while
// For each over what changes while it runs, texts and nothing
var $c : Collection:=[1; 2; 3]
For each ($i; $c)
	If ($i=1)
		$c.push(9)
	End if
	show($i)
End for each
show($c.length)
For each ($i; Null)
	show("never")
End for each
var $none : Collection
For each ($i; $none)
	show("never")
End for each
For each ($t; {b: 1; a: 2})
	show($t)
End for each
For each ($i; [1; 2; 3; 4; 5]; 1; 3)
	show($i)
End for each
For each ($i; [1; 2; 3; 4; 5]; -2)
	show($i)
End for each
For each ($i; [1; 2; 3]) While ($i<2)
	show($i)
End for each
For each ($i; [1; 2; 3]) Until ($i=2)
	show($i)
End for each
