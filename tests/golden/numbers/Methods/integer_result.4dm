#DECLARE($number : Real) -> $result : Integer
$result:=$number
