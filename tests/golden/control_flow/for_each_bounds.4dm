// begin and end, counted from the end where negative; end is not included
var $col; $col2 : Collection
var $item : Text
$col:=New collection("a"; "b"; "c"; "d"; "e")
$col2:=New collection(1; 2; 3)
For each ($item; $col; 0; 3)
	$col2.push($item)
End for each
show(JSON Stringify($col2))
For each ($item; $col; -2; -1)
	$col2.push($item)
End for each
show(JSON Stringify($col2))
For each ($item; $col; -10; 1)
	show("from the start"; $item)
End for each
For each ($item; $col; 4; 100)
	show("to the end"; $item)
End for each
