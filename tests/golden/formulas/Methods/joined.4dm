#DECLARE($a : Text; $b : Text) : Text
return $a+"+"+$b
