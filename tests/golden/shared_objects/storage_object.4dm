//fourd:
// Storage is one shared object; its members make no group
Use (Storage)
	Storage.settings:=New shared object("color"; "red")
	Storage.counter:=New shared object("n"; 0)
End use
Use (Storage.settings)
	Storage.settings.color:="blue"
End use
tell(Storage.settings.color; OB Is shared(Storage))
Use (Storage.settings)
	Try
		Storage.counter.n:=1
		tell("never")
	Catch
		tell("counter is not in use")
	End try
End use
