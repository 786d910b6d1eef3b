#DECLARE ($toSort : Object; $option : Integer)
$toSort.result:=(Compare strings($toSort.value; $toSort.value2; $option)<0)
