// A table of texts that is written with columns as wide as they need to be
property rows : Collection

Class constructor($head : Collection)
	This.rows:=[$head]
	
Function add($row : Collection)
	This.rows.push($row)
	
	// The lines of the table: the first column to the left, the second and third one to the right if they hold numbers
Function toText() : Text
	var $lines; $cells; $row : Collection
	var $column : Integer
	
	$lines:=[]
	For each ($row; This.rows)
		$cells:=[]
		For ($column; 0; $row.length-1)
			$cells.push(This._padded($row[$column]; $column))
		End for 
		$lines.push("  "+Trim end($cells.join("  ")))
	End for each 
	return $lines.join("\n")
	
	// A cell with blanks up to the width of its column
Function _padded($cell : Text; $column : Integer) : Text
	var $blanks : Text
	
	$blanks:=" "*(This._width($column)-Length($cell))
	return (Match regex("[0-9.]+%?"; $cell)) ? $blanks+$cell : $cell+$blanks
	
	// The length of the longest cell of a column
Function _width($column : Integer) : Integer
	return This.rows.map(Formula(Length($1.value[$2])); $column).max()
