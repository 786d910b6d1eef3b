//fourd:
// cs and 4D hold the classes and nothing else; a class is a shared object
Try
	cs.Twice:=1
Catch
	show(Last errors.last().message)
End try
Try
	4D.Mine:=1
Catch
	show(Last errors.last().message)
End try
show(OB Is shared(cs.Twice); cs.Twice.name)
Try
	cs.Twice.count:=1
Catch
	show(Last errors.last().message)
End try
Use (cs.Twice)
	cs.Twice.count:=1
	cs.Twice.list:=New shared collection(1; 2)
	Try
		cs.Twice.plain:=[1]
	Catch
		show(Last errors.last().message)
	End try
End use
show(cs.Twice.count; cs.Twice.list.length; Undefined(cs.Twice.plain))
