// One object for all the code of a process: cs.Register.me. It is made when it is first used
property shapes : Collection

singleton Class constructor()
	This.shapes:=[]
	
Function add($shape : cs.Shape)
	This.shapes.push($shape)
	
	// The shapes of a class and of those that extend it
Function ofClass($class : 4D.Class) : Collection
	return This.shapes.filter(Formula(OB Instance of($1.value; $2)); $class)
	
Function get largest() : cs.Shape
	return This.shapes.orderBy("area desc").first()
