local orders = {}
local seed = 13
for i = 1, 300000 do
  seed = (seed * 1366 + 150889) % 714025
  orders[i] = { number = i, amount = seed % 5000, customer = "customer " .. seed % 200, paid = seed % 4 == 0 }
end

local large, labels = {}, {}
for _, order in ipairs(orders) do
  if order.paid and order.amount >= 1000 then
    large[#large + 1] = order
  end
end
for i, order in ipairs(large) do
  labels[i] = order.customer .. ", " .. order.amount
end
local sorted = table.move(large, 1, #large, 1, {})
table.sort(sorted, function(a, b)
  return a.amount > b.amount or a.amount == b.amount and a.number < b.number
end)
local check = 0
for rank, order in ipairs(sorted) do
  check = (check + order.number * (rank % 100)) % 1000003
end
local seen, distinct, sum = {}, 0, 0
for _, label in ipairs(labels) do
  if not seen[label] then
    seen[label] = true
    distinct = distinct + 1
  end
end
for _, order in ipairs(orders) do
  sum = sum + order.amount
end
print("orders " .. #large .. " " .. distinct .. " " .. sum .. " " .. check)
