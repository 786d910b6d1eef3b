shared Class constructor($owner : Text)
	This.owner:=$owner
	This.count:=0

shared Function put($n : Integer)
	This.count+=$n

Function put_without_use($n : Integer)
	This.count+=$n
