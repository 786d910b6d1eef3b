// How many meters a unit has
property meters : Object

singleton Class constructor()
	This.meters:={m: 1; km: 1000; cm: 0.01; in: 0.0254; mi: 1609.344}
	
Function of($unit : Text) : Real
	If (This.meters[$unit]=Null)
		throw({componentSignature: "unit"; errCode: 1; message: "{unit} is no unit of length"; unit: $unit})
	End if 
	return This.meters[$unit]
	
Function all() : Collection
	return OB Keys(This.meters).sort()
