Class constructor
	This.reads:=0

Function get value() : Integer
	This.reads+=1
	return This.reads*100

Function get record() -> $result : Object
	$result:={reads: This.reads}
