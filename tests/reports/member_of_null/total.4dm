#DECLARE($order : Object; $sum : Real)
var $text : Text
$text:=String($sum)+$order.customer.name
