var $order : cs.Order

$order:=cs.Order.new({id: 1; customer: "Ada"; date: !2026-12-24!; lines: [{count: 2; price: 1.5}; {count: 1; price: 4}]})
ASSERT($order.date=!2026-12-24!)
ASSERT($order.total=7)
ASSERT($order.month="2026-12")
