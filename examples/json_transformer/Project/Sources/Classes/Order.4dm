// An order as the rest of the code wants to see it: with its sum and its month
property id : Integer
property customer : Text
property date : Date
property lines : Collection

Class constructor($source : Object)
	This.id:=$source.id
	This.customer:=$source.customer
	This.date:=$source.date  // JSON Parse has made a date of a text such as "2026-03-02"
	This.lines:=$source.lines
	
Function get total() : Real
	return This.lines.reduce(Formula($1.accumulator+=($1.value.count*$1.value.price)); 0)
	
Function get month() : Text
	return String(Year of(This.date))+"-"+String(Month of(This.date); "00")
