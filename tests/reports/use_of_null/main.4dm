var $settings : Object
$settings:=Null
Use ($settings)
End use
