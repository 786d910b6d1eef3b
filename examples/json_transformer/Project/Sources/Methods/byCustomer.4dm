// Turns the tree around: from orders with customers to customers with orders
#DECLARE($orders : Collection) : Collection
var $customers; $own : Collection
var $name : Text

$customers:=[]
For each ($name; $orders.distinct("customer"))
	$own:=$orders.query("customer = :1"; $name)
	$customers.push({\
		name: $name; \
		orders: $own.extract("id"); \
		total: $own.sum("total"); \
		months: $own.distinct("month"); \
		items: $own.extract("lines").flat().distinct("item")})
End for each 
return $customers.orderBy("total desc")
