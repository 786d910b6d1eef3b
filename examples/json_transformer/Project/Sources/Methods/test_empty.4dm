// Orders without lines, and no orders at all
ASSERT(cs.Order.new({id: 1; customer: "Ada"; date: !2026-12-24!; lines: []}).total=0)
ASSERT(byCustomer([]).length=0)
