#DECLARE($number : Pointer)

$number->:=$number->+1
