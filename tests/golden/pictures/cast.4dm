#DECLARE($number : Real)->$object : Object
$object:={number: $number}
