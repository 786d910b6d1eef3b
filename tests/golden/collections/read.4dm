// Functions that look at elements and compute of them
var $c; $nested; $x; $y : Collection
var $o : Object

$c:=Split string("a,b,c,d,e,f,g,h,i,j,e,k,e"; ",")
LOG EVENT(Into system standard outputs; String($c.lastIndexOf("e"))+" "+String($c.lastIndexOf("e"; 6))+" "+String($c.lastIndexOf("e"; 15))+" "+String($c.lastIndexOf("e"; -2))+" "+String($c.lastIndexOf("x"))+" "+String($c.lastIndexOf("a"; 0))+"\n")
$c:=[1; 2; 3; "Paris"; Null; ""; 4; 5]
LOG EVENT(Into system standard outputs; $c.join("|")+" "+$c.join("|"; ck ignore null or empty)+"\n")
LOG EVENT(Into system standard outputs; $c.slice(0; 3).join(",")+" "+$c.slice(6).join(",")+" "+$c.slice(-3; -1).join(",")+" "+String($c.slice(5; 2).length)+"\n")
$nested:=[1; [2; [3; [4]]]; []]
LOG EVENT(Into system standard outputs; String($nested.flat().length)+" "+String($nested.flat(2).length)+" "+$nested.flat(MAXLONG).join(",")+" "+String($nested.flat(0).length)+"\n")
$c:=["a"; "b"; "c"; "A"; "B"; "c"; "b"; "b"; {size: 1}; {size: 3}; {size: 1}]
LOG EVENT(Into system standard outputs; $c.distinct().join(",")+" "+$c.distinct(ck diacritical).join(",")+" "+$c.distinct("size").join(",")+"\n")
For each ($o; $c.distinct("size"; ck count values))
	LOG EVENT(Into system standard outputs; String($o.value)+":"+String($o.count)+"\n")
End for each
$c:=[20; 30; Null; 40; {name: "Smith"; salary: 10000}; {name: "Wesson"; salary: 50000}; {lastName: "Henry"; salary: 12000}]
LOG EVENT(Into system standard outputs; String($c.count())+" "+String($c.count("name"))+" "+String($c.sum())+" "+String($c.sum("salary"))+" "+String($c.average("salary"))+" "+String($c.max("salary"))+" "+$c.min("name")+" "+$c.max().lastName+"\n")
LOG EVENT(Into system standard outputs; String(Undefined($c.average("none")))+" "+String($c.sum("none"))+" "+String(Undefined([].max()))+"\n")
LOG EVENT(Into system standard outputs; $c.extract("name").join(",")+" "+$c.extract("name"; "a.b"; "salary"; "s").extract("a.b").join(",")+"\n")
$x:=[1; {a: ["é"]}]
$y:=[1; {a: ["E"]}]
LOG EVENT(Into system standard outputs; String($x.equal($y))+" "+String($x.equal($y; ck diacritical))+" "+String($x.equal([1]))+" "+String([Null].equal([0]))+"\n")
$x.push($x)
$y:=$x.copy()
LOG EVENT(Into system standard outputs; String($y[2]=$y)+" "+String($y[2]=$x)+" "+String($y[1]=$x[1])+"\n")
Try
	$c:=$x.flat(MAXLONG)
Catch
	LOG EVENT(Into system standard outputs; "cycle refused\n")
End try
Try
	LOG EVENT(Into system standard outputs; $x.join(","))
Catch
	LOG EVENT(Into system standard outputs; "cycle refused\n")
End try
