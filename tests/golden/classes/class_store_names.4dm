// Each name that `4D` lists is a class
var $name : Text
var $missing : Collection
$missing:=[]
For each ($name; 4D)
	If (Value type(4D[$name])=Is undefined)
		$missing.push($name)
	End if
End for each
show($missing.length; OB Keys(4D).filter(Formula(Value type(4D[$1.value])=Is undefined)).length)
show(OB Keys(4D).includes("Email"); OB Keys(4D).includes("File"))
