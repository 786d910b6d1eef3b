var $circle : Object
$circle:=cs.Circle.new(2)
