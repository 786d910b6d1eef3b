// The query language
var $c; $children : Collection

$c:=[]
$c.push({name: "Smith"; hired: !2002-05-22!; age: 45})
$c.push({name: "Wesson"; hired: !2017-11-30!})
$c.push({name: "Winch"; hired: !2018-05-16!; age: 36})
$c.push({name: "Sterling"; hired: !1999-05-10!; age: Null})
$c.push({name: "Mark"; hired: !2002-01-01!})
LOG EVENT(Into system standard outputs; $c.query("name = :1"; "@in@").extract("name").join(",")+"\n")
LOG EVENT(Into system standard outputs; $c.query("age = null").extract("name").join(",")+"\n")
LOG EVENT(Into system standard outputs; $c.query("age # 45").extract("name").join(",")+"\n")
LOG EVENT(Into system standard outputs; $c.query("age IS NOT null").extract("name").join(",")+"\n")
LOG EVENT(Into system standard outputs; $c.query("not(age = 45)").extract("name").join(",")+"\n")
LOG EVENT(Into system standard outputs; $c.query("hired >= 2002-05-22 and hired < :1"; "2018-01-01").extract("name").join(",")+"\n")
LOG EVENT(Into system standard outputs; $c.query("name in [Smith, 'W@'] order by name desc").extract("name").join(",")+"\n")
LOG EVENT(Into system standard outputs; $c.query("name = Smith | name = Winch & age = 1").extract("name").join(",")+"\n")
LOG EVENT(Into system standard outputs; $c.query(":att = :who"; {attributes: {att: "name"}; parameters: {who: "mark"}}).extract("name").join(",")+"\n")
LOG EVENT(Into system standard outputs; $c.query(":att = :who.name and hired = :1"; !2002-01-01!; {attributes: {att: ["name"]}; parameters: {who: {name: "mark"}}}).extract("name").join(",")+"\n")
LOG EVENT(Into system standard outputs; $c.indices("age > 0").join(",")+"\n")
LOG EVENT(Into system standard outputs; String($c.query("spouse = :1"; Null).length)+"\n")
$children:=[{n: "A"; coll: [{v: 1; k: "x"}; {v: 1; k: "y"}]}; {n: "B"; coll: [{v: 1; k: "x"}; {v: 0; k: "y"}]}; {n: "C"; coll: [{v: 0; k: "x"}; {v: 0; k: "y"}]}]
LOG EVENT(Into system standard outputs; $children.query("coll[].v = 0").extract("n").join(",")+" "+$children.query("coll[].v != 0").extract("n").join(",")+" "+$children.query("coll[a].v != 0").extract("n").join(",")+"\n")
LOG EVENT(Into system standard outputs; $children.query("coll[].v = 1 and coll[].k = y").extract("n").join(",")+" "+$children.query("coll[a].v = 1 and coll[a].k = y").extract("n").join(",")+"\n")
Try
	$c:=$c.query("name = 'John's pizza'")
Catch
	LOG EVENT(Into system standard outputs; "quote refused\n")
End try
Try
	$c:=$c.query(":1 = :3"; "name"; "x")
Catch
	LOG EVENT(Into system standard outputs; "missing value refused\n")
End try
Try
	$c:=$c.query("eval(This.age>40)")
Catch
	LOG EVENT(Into system standard outputs; "formula refused\n")
End try
