var $plain : Object
$plain:={a: 1}
Use ($plain)
End use 
