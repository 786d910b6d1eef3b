// The spectral norm of an endless matrix, cut off at 220 rows, by the power method
var $u; $v : Collection
var $i; $round : Integer
var $product; $square : Real

$u:=New collection
For ($i; 1; 220)
	$u.push(1)
End for 
For ($round; 1; 10)
	$v:=multiply(multiply($u; False); True)
	$u:=multiply(multiply($v; False); True)
End for 
For ($i; 0; $u.length-1)
	$product:=$product+($u[$i]*$v[$i])
	$square:=$square+($v[$i]*$v[$i])
End for 
LOG EVENT(Into system standard outputs; "spectral "+String(Int(Square root($product/$square)*1000000))+"\n")
