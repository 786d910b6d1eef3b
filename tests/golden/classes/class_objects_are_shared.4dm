// All processes have the same class objects, which are shared: Use excludes between them
var $copy : Object
show(OB Is shared(cs.Plain); OB Is shared(4D.File); cs.Plain=cs.Plain; cs.Plain.name)
Use (cs.Plain)
	cs.Plain.total:=0
	cs.Plain.done:=0
	cs.Plain.box:=New shared object("a"; 1)
	cs.Plain.box.b:=2
End use
show(JSON Stringify(cs.Plain.box); OB Is defined(cs.Plain; "box"))
Try
	cs.Plain.total:=1
Catch
	show("error"; Last errors[0].errCode)
End try
Try
	Use (cs.Plain)
		cs.Plain.bad:={}
	End use
Catch
	show("error"; Last errors[0].errCode)
End try
Try
	Use (cs.Plain)
		cs.Plain.name:="x"
	End use
Catch
	show("error"; Last errors[0].errCode)
End try
// Other processes, preemptive too, get the same object
var $signal : 4D.Signal:=New signal
CALL WORKER("first"; "adds_to_class"; cs.Plain; $signal)
CALL WORKER("second"; "adds_to_class"; cs.Plain; $signal)
show($signal.wait(20); cs.Plain.total)
// Shared objects hold classes
var $s : Object:=New shared object
Use ($s)
	$s.class:=cs.Plain
	$s.file:=4D.File
End use
show($s.class=cs.Plain; $s.class.name; $s.file.name; OB Instance of($s.class.new(); cs.Plain); OB Class($s.class).name)
$copy:=OB Copy({c: cs.Plain; list: [cs.Person]}; ck shared)
show($copy.c.name; $copy.list[0].name; OB Is shared($copy); $copy.c.total)
show(JSON Stringify({c: cs.Plain}); OB Copy({c: cs.Plain}).c=cs.Plain)
