// A first script: cargo run --release -- run examples/hello.4dm
var $names : Collection
var $name : Text

$names:=["world"; "4D"]
For each ($name; $names)
	LOG EVENT(Into system standard outputs; "Hello, "+$name+"!\n")
End for each 
