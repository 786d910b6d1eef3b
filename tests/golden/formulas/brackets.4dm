//fourd:
// A function called by name in brackets is bound to its object
var $object:={name: "Ada"; greet: Formula("Hello "+This.name+$1)}
var $key:="greet"
show($object["greet"]("!"); $object[$key]("?"))
var $people:=[{name: "Grace"; greet: Formula("I am "+This.name)}]
show($people[0]["greet"](); $people.first()["greet"]())
// Built-in functions too
var $blob:=4D.Blob.new()
show($blob["slice"](0; 0).size)
// What a collection holds belongs to no object
show([Formula(This=Null)][0]())
Try
	$object["nothing"]()
Catch
	show(Last errors.last().message)
End try
