// Orders as objects: filtered, mapped, sorted, totalled
var $orders; $large; $sorted; $labels : Collection
var $order : Object
var $i; $seed; $rank; $check : Integer

$orders:=New collection
$seed:=13
For ($i; 1; 300000)
	$seed:=(($seed*1366)+150889)%714025
	$orders.push({number: $i; amount: $seed%5000; customer: "customer "+String($seed%200); paid: (($seed%4)=0)})
End for 

$large:=$orders.filter(Formula($1.value.paid & ($1.value.amount>=1000)))
$labels:=$large.map(Formula($1.value.customer+", "+String($1.value.amount)))
$sorted:=$large.orderBy("amount desc, number asc")
For each ($order; $sorted)
	$rank:=$rank+1
	$check:=($check+($order.number*($rank%100)))%1000003
End for each 
LOG EVENT(Into system standard outputs; "orders "+String($large.length)+" "+String($labels.distinct().length)+" "+String($orders.sum("amount"))+" "+String($check)+"\n")
