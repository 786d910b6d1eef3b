var $count; $byte : Integer
var $time : Time
var $bytes : Blob
var $object : Object
var $some : Variant
ARRAY LONGINT($list; 3)
$object:={a: 1}
$some:=1
SET BLOB SIZE($bytes; 2)
$byte:=$bytes{0}
$list:=2
If ($object#Null) && ($byte=0)
	$count:=?00:00:05?
End if
For ($count; 1; $list)
	$list{$count}:=$count
End for
For ($time; ?00:00:01?; ?00:00:03?)
	$count+=1
End for
While ($count>100)
	break
End while
ALERT(String($count)+String($some)+String($time))
