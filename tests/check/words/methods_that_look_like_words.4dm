// `next` is a method here.
var $i : Integer
For ($i; 1; 3)
	next
End for
