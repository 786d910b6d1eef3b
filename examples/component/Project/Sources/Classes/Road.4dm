// A class of the host with an object of the component. A class cannot extend one of another project
property name : Text
property length : cs.units.Length

Class constructor($name : Text; $length : cs.units.Length)
	This.name:=$name
	This.length:=$length
	
Function describe() : Text
	return shown(This.name)+" has "+This.length.text("km")
