//fourd:
// A class cannot extend itself, by way of others neither
var $name : Text
For each ($name; ["Circle"; "Way"; "Road"])
	Try
		show(cs[$name].new()#Null)
	Catch
		show(Last errors.extract("message").join(" | "))
	End try
End for each
