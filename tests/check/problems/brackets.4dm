var $text : Text
var $list : Collection
var $object : Object
var $flag : Boolean
ARRAY TEXT($array; 2)
$text:="a"
$list:=["a"]
$object:={a: 1}
$flag:=True
ALERT($text{1})
ALERT($list{1})
ALERT($list[[1]])
ALERT($object{1})
ALERT($flag[[1]])
ALERT($array[1])
ALERT(String($array.length))
ALERT($array[[1]])
