// A variable comes to be by its first assignment, and may change its type
$x:=3
show($x)
$x:="text"
show($x)
y:=5
show(y+1)
