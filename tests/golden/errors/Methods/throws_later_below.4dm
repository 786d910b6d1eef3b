// The throws stand on lines 4 and 5
var $i : Integer
$i:=1
throw({message: "first"; deferred: True})
throw({errCode: 7; message: "second"; deferred: True})
$i:=$i/1
