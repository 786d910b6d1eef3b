var $list : Collection
var $item : Variant
$list:=[{price: 4}; 5]
For each ($item; $list)
	$item.price:=$item.price+1
End for each 
