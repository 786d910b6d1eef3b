var $order : Object
$order:={customer: Null}
total($order; 12.5)
