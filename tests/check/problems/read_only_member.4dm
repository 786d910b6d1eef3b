var $numbers : Collection
$numbers:=[1; 2]
$numbers.length:=1
$numbers.push:=Null
