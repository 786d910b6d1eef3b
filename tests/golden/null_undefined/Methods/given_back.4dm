#DECLARE($any) : Variant
return $any
