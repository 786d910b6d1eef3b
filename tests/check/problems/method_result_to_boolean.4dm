var $known : Boolean
$known:=greet("Ada"; 1)
