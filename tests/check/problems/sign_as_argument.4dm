var $numbers : Collection
$numbers:=[5; 1; 9; 1]
$numbers.remove(1; *)
$numbers:=$numbers.slice(1; >)
