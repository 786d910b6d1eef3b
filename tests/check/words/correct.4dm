// What other languages have no word for.
#DECLARE($first : Variant)
C_VARIANT:C1683($value)
$value:=:C1776
Pour chaque ($value; [1; 2]) Tant que ($value<3)
	ALERT(String($value)+String($first))
Fin de chaque
