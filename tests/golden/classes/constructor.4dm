// new() calls the constructor with its parameters
var $o : cs.Person
$o:=cs.Person.new("John"; "Smith")
show(JSON Stringify($o); OB Class($o).name)
show(OB Instance of($o; cs.Person); OB Instance of($o; cs.Shape); OB Instance of({}; cs.Person))
