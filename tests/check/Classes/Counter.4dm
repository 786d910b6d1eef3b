property count : Integer

Class constructor($start : Integer)
	This.count:=$start

Function next() : Integer
	This.count+=1
	return This.count
