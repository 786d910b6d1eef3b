// Counting by groups of about ten, in an object
var $n; $passes; $begun; $number : Integer
var $c : Collection
var $counts : Object
var $key : Text

$n:=size
$c:=numbers($n)
$begun:=Milliseconds
Repeat 
	$counts:=New object
	For each ($number; $c)
		$key:=String($number%(($n\10)+1))
		If ($counts[$key]=Null)
			$counts[$key]:=1
		Else 
			$counts[$key]:=$counts[$key]+1
		End if 
	End for each 
	$passes:=$passes+1
Until ((Milliseconds-$begun)>=200)
tell($passes*$n; Milliseconds-$begun; $counts["0"])
