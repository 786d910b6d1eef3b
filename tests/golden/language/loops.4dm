var $i; $n : Integer
var $t : Text

For ($i; 1; 3)
	$t:=$t+String($i)
End for 
For ($i; 10; 1; -3)
	$t:=$t+" "+String($i)
End for 
show($t)

While ($n<5)
	$n:=$n+1
	If ($n=2)
		continue
	End if 
	If ($n=4)
		break
	End if 
	show("while "+String($n))
End while 

Repeat 
	$n:=$n-1
Until ($n<0)
show("repeat "+String($n))

For ($i; 5; 1)
	show("never")
End for 

var $item : Text
For each ($item; ["a"; "b"; "c"; "d"]; 1; 3)
	show("each "+$item)
End for each 
