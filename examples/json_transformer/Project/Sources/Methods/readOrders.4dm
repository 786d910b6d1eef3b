// The orders of a file of JSON, as objects of our class. A file with something else is an error that names it
#DECLARE($file : 4D.File) : Collection
var $content : Variant

$content:=JSON Parse($file.getText())
If (Value type($content)#Is collection)
	throw({errCode: 1; message: $file.fullName+" holds no orders"})
End if 
return $content.map(Formula(cs.Order.new($1.value)))
