var $code : Text
$code:="//"+("x"*600000)+"\rvar $order : Object\r$order:={customer: Null}\rALERT($order.customer.name)\r"
4D.Method.new($code; "total").call()
