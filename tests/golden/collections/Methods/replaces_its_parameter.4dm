// Gives a value of another object than it got
#DECLARE($each) -> $result
$each:={value: $each.value*100}
$result:=$each.value
