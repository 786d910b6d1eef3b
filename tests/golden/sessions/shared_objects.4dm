// What a shared object holds is shared too; one group, read without Use
var $box; $copy : Object

$box:=New shared object("items"; New shared collection(1; 2); "name"; "box")
show($box.name+" "+$box.items.join(","))
Use ($box)
	$box.name:="changed"
	Use ($box.items)
		$box.items.push(3)
	End use 
End use 
$box.items.push(4)
show($box.name+" "+$box.items.join(","))
$copy:=OB Copy($box)
$copy.name:="a copy"
show($copy.name+" "+$box.name)

Try
	$box.name:="without Use"
	show("never")
Catch
	show("refused")
End try
show($box.name)

Use (Storage)
	Storage.box:=$box
End use 
show(Storage.box.name)
