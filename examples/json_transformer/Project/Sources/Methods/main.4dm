// Reads orders, turns them into customers, and writes those as JSON
var $orders; $customers : Collection
var $text : Text

$orders:=readOrders(File("/RESOURCES/orders.json"))
$customers:=byCustomer($orders)
$text:=JSON Stringify($customers; *)
say($text)

// What is written can be read again and is the same
say("the same after reading: "+String(JSON Parse($text; Is collection).equal($customers)))

// A value can be found by a path, also where parts of the path are not there
say("first item of the best customer: "+$customers[0].items[0])
say("phone of the best customer: "+JSON Stringify($customers[0].contact.phone))
