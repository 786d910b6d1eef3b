var $settings : Object
$settings:=New shared object("a"; 1)
$settings.b:=2
Use ($settings)
	$settings.c:=3
End use 
