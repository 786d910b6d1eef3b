// Comparison ignores case; @ at the end stands for any text
var $t : Text

show("ab"*3)
show(String("abc"<"abd"))
show(String("Hello"="hello"))
show(String("abcdef"="abc@"))
show(String("abc"#"abd"))
show(String(Length("4D Server")))
show(Substring("abcdef"; 2; 3))
$t:="hello"
$t[[1]]:="J"
show($t+" "+$t[[2]])
show("one\ttwo \"quoted\" \\")
