// Words for values and functions.
var $dog : Object
$dog:=new Dog("Rex")
$dog:=nil
print("x")
console.log("x")
