var $animal; $dog : Object

$animal:=cs.Animal.new("cat")
show($animal.describe())
$dog:=cs.Dog.new("Rex")
show($dog.describe())
$dog.legs:=3
show(String($dog.legs)+" "+String($animal.legs))
show(String(OB Instance of($dog; cs.Animal))+" "+String(OB Instance of($animal; cs.Dog)))
show(OB Class($dog).name+" extends "+OB Class($dog).superclass.name)
