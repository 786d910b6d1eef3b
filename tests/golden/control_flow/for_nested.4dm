// A two-dimensional array
var $row; $column : Integer
ARRAY INTEGER($table; 2; 3)
For ($row; 1; Size of array($table))
	For ($column; 1; Size of array($table{$row}))
		$table{$row}{$column}:=$row*10+$column
	End for
End for
show($table{1}{1}; $table{1}{3}; $table{2}{1}; $table{2}{3})
