// Functions that change the collection, as their pages show them
var $c; $d : Collection
ARRAY TEXT($show; 0)

$c:=New collection(1; 2; 3; 4; 5; 6)
LOG EVENT(Into system standard outputs; $c.combine(New collection("Orange"; "Banana"); 3).join(",")+"\n")
$c:=New collection("a"; "b"; "c"; "d")
LOG EVENT(Into system standard outputs; $c.insert(2; "X").join(",")+"\n")
LOG EVENT(Into system standard outputs; $c.insert(-2; "Y").join(",")+"\n")
LOG EVENT(Into system standard outputs; $c.insert(-10; "Hi").join(",")+"\n")
LOG EVENT(Into system standard outputs; $c.insert(99; "end").join(",")+"\n")
$c:=New collection("a"; "b"; "c"; "d"; "e"; "f"; "g"; "h")
LOG EVENT(Into system standard outputs; $c.remove(3).join(",")+"\n")
LOG EVENT(Into system standard outputs; $c.remove(3; 2).join(",")+"\n")
LOG EVENT(Into system standard outputs; $c.remove(-8; 1).join(",")+"\n")
LOG EVENT(Into system standard outputs; $c.remove(-3; 1).join(",")+"\n")
$c:=New collection(1; 2; 3; "Lemon"; Null; ""; 4; 5)
LOG EVENT(Into system standard outputs; $c.fill("2").join(",")+"\n")
LOG EVENT(Into system standard outputs; $c.fill("Hello"; 5).join(",")+"\n")
LOG EVENT(Into system standard outputs; $c.fill(0; 1; 5).join(",")+"\n")
LOG EVENT(Into system standard outputs; $c.fill("world"; 1; -5).join(",")+"\n")
LOG EVENT(Into system standard outputs; New collection(1; 2; 3; 4; 5).resize(2).resize(4).resize(5; 0).join(",")+"\n")
$c:=New collection(1; 2)
$c.push(New collection(4; 5))
LOG EVENT(Into system standard outputs; String($c.pop().length)+" "+String($c.pop())+" "+String($c.pop())+" "+String(Undefined($c.pop()))+"\n")
$c:=New collection(1; 2).unshift(4).unshift(5).unshift(6; 7)
LOG EVENT(Into system standard outputs; $c.join(",")+" "+String($c.shift())+" "+$c.join(",")+"\n")
$c.combine($c)
LOG EVENT(Into system standard outputs; $c.join(",")+" "+String($c.clear().length)+"\n")
Try
	$c.resize(-1)
Catch
	LOG EVENT(Into system standard outputs; "negative size refused\n")
End try
Try
	$c.resize(1000000000000)
Catch
	LOG EVENT(Into system standard outputs; "huge size refused\n")
End try
