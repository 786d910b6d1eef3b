// A length that remembers no unit: it is made from one and read in any. The host sees it as cs.units.Length
property meters : Real

Class constructor($value : Real; $unit : Text)
	This.meters:=$value*cs.Factors.me.of($unit)
	
Function in($unit : Text) : Real
	return This.meters/cs.Factors.me.of($unit)
	
Function plus($other : cs.Length) : cs.Length
	return cs.Length.new(This.meters+$other.meters; "m")
	
Function text($unit : Text) : Text
	return shown(This.in($unit))+" "+$unit
