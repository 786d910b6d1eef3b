// The same line makes several objects; its arguments may fail, be too many or too few
var $i : Integer
var $o : Object
var $names : Collection

$names:=New collection("Rex"; "Ada"; Null)
For ($i; 0; 4)
	Try
		$o:=cs.Dog.new($names[$i].length>0 ? $names[$i] : "?"; $i; "more")
		show(OB Class($o).name; JSON Stringify($o))
	Catch
		show("failed"; String($i); String(Last errors[0].errCode))
	End try
End for 
For ($i; 1; 3)
	$o:=cs.Plain.new()
	show($o=Null; $o#Null; OB Class($o).name)
End for 

// Null and what is like it
var $v : Variant
var $picture : Picture
var $text : Text
show($v=Null; $v#Null; $text=Null; $picture=Null; $picture#Null)
$v:=Null
show($v=Null; $v#Null; $o.missing=Null; $o.missing#Null)
$v:=0
show($v=Null; $v#Null)
Try
	show(JSON Parse("{")=Null)
Catch
	show("failed"; String(Last errors[0].errCode))
End try
