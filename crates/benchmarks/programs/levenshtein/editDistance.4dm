// How many characters to insert, delete or replace to make one text the other
#DECLARE($from : Text; $to : Text)->$distance : Integer
var $i; $j; $code; $diagonal; $best; $width : Integer

$width:=Length($to)
ARRAY LONGINT($row; $width)
ARRAY LONGINT($codes; $width)
For ($j; 1; $width)
	$row{$j}:=$j
	$codes{$j}:=Character code($to[[$j]])
End for 
$row{0}:=0
For ($i; 1; Length($from))
	$code:=Character code($from[[$i]])
	$diagonal:=$row{0}
	$row{0}:=$i
	For ($j; 1; $width)
		$best:=$diagonal
		If ($codes{$j}#$code)
			If ($row{$j}<$best)
				$best:=$row{$j}
			End if 
			If ($row{$j-1}<$best)
				$best:=$row{$j-1}
			End if 
			$best:=$best+1
		End if 
		$diagonal:=$row{$j}
		$row{$j}:=$best
	End for 
End for 
$distance:=$row{$width}
