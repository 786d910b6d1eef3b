// What a host sees of its component: the shared methods by their names, the classes through its namespace
var $length : cs.units.Length
var $road : cs.Road

say("units: "+lengthUnits.join(", "))

$length:=cs.units.Length.new(1; "mi")
say("a mile has "+$length.text("m")+", with 500 m more it has "+$length.plus(cs.units.Length.new(500; "m")).text("km"))

$road:=cs.Road.new("Main Road"; cs.units.Length.new(12; "mi"))
say($road.describe())

// An error of the component carries its signature
Try
	$length:=cs.units.Length.new(1; "ell")
Catch
	say("error of "+Last errors.first().componentSignature+": "+Last errors.first().message)
End try

// Methods that are not shared stay inside: to the host, this one does not exist
Try
	EXECUTE METHOD("lengthIntern")
Catch
	say("not for the host: "+Last errors.first().message)
End try
