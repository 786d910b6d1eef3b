var $numbers : Collection
$numbers:=[1; 2]
ALERT(String($numbers.indexOf()))
$numbers.push()
