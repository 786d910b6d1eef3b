//fourd:
// A parameter of a class takes its objects and those of its children
takes_bicycle(cs.Bicycle.new("blue"))
takes_bicycle(cs.Tandem.new("pink"))
Try
	takes_bicycle(cs.Vehicle.new(4))
Catch
	tell("refused")
End try
takes_bicycle({color: "none"})
