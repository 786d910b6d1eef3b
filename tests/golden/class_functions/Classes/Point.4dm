property x; y : Real
property label : Text:="none"
property tags:=[]

Class constructor($x : Real; $y : Real)
	This.x:=$x
	This.y:=$y

Function plus($other : cs.Point) : cs.Point
	return cs.Point.new(This.x+$other.x; This.y+$other.y)

Function size() -> $size : Real
	$size:=((This.x^2)+(This.y^2))^0.5

Function move($by : Real) : cs.Point
	This.x+=$by
	This.y+=$by
	return This

Function total() : Real
	var $i : Integer
	var $sum : Real
	For ($i; 1; Count parameters)
		$sum+=${$i}
	End for
	return $sum

Function own_name() : Text
	return Current method name

Function nothing()
	This.label:="touched"
