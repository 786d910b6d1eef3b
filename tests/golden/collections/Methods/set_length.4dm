var $c:=[1]
$c.length:=5
return $c.length
