//fourd:
// The interpreter lets a class extend a built-in one
show(cs.OwnFile.superclass.name; cs.OwnFile.superclass=4D.File; cs.OwnFile.superclass.superclass.name)
show(cs.OwnFile.new().hello())
