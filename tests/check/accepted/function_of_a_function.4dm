var $numbers : Collection
$numbers:=[{size: 1}; {size: 2}]
ALERT(String($numbers.query.apply($numbers; ["size > 1"]).length))
