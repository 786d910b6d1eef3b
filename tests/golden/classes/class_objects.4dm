// name, superclass, isShared, isSingleton of class objects
show(cs.Person.name; cs.Square.superclass.name; cs.Person.superclass.name)
show(cs.Person.isShared; cs.Counter.isShared; cs.Person.isSingleton; cs.Counter.isSingleton; cs.Tag.isSingleton; cs.Tag.isShared)
show(OB Class({})=4D.Object; OB Class([])=4D.Collection)
