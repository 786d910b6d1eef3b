// Elements are counted from 0
var $c; $doubled : Collection
var $sum; $n : Real

$c:=[3; 1; 2]
$c.push(10; 20)
show(String($c.length))
show(String($c[0]+$c[4]))
$c[6]:=1
show(String($c.length))
show(String($c[5]=Null))
$c:=New collection(1; 2; 3; 4)
For each ($n; $c)
	$sum+=$n
End for each 
show(String($sum))
$doubled:=$c.map(Formula($1.value*2))
show($doubled.join(", "))
show($c.filter(Formula($1.value>2)).join(" "))
show(String([].length))
