var $place : Object
show(Error; Error method; Error line; Error formula; Last errors.length)
For each ($place; Call chain)
	show($place.name; $place.line)
End for each 
