var $place : Object
show(Error method; Error line; Error formula)
For each ($place; Call chain.slice(1))
	show("  "+$place.name; $place.type; $place.line; $place.formula)
End for each 
