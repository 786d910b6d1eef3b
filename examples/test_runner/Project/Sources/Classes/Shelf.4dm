// A shelf that several processes can use
shared Class constructor
	This.stock:=New shared object

// How many of a kind there are
Function count($kind : Text) : Integer
	return Num(This.stock[$kind])

// Adds some of a kind
shared Function put($kind : Text; $count : Integer)
	This.stock[$kind]:=Num(This.stock[$kind])+$count

// Takes some of a kind, at most as many as there are, and tells how many
shared Function take($kind : Text; $count : Integer) : Integer
	var $taken : Integer
	$taken:=($count<This.count($kind)) ? $count : This.count($kind)
	This.stock[$kind]:=This.count($kind)-$taken
	return $taken
