Class constructor($first : Text; $last : Text)
	This.first:=$first
	This.last:=$last

Function get full() -> $full : Text
	$full:=This.first+" "+This.last

Function set full($full : Text)
	var $p : Integer
	$p:=Position(" "; $full)
	This.first:=Substring($full; 1; $p-1)
	This.last:=Substring($full; $p+1)

Function get initials() : Text
	return This.first[[1]]+This.last[[1]]

Function set nickname($name : Text)
	This.first:=$name
