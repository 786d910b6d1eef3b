local function cell(row, column)
  return 1 / ((row + column) * (row + column + 1) / 2 + row + 1)
end

local function multiply(vector, transposed)
  local result = {}
  for i = 1, #vector do
    local sum = 0
    for j = 1, #vector do
      if transposed then
        sum = sum + vector[j] * cell(j - 1, i - 1)
      else
        sum = sum + vector[j] * cell(i - 1, j - 1)
      end
    end
    result[i] = sum
  end
  return result
end

local u, v = {}, nil
for i = 1, 220 do
  u[i] = 1
end
for _ = 1, 10 do
  v = multiply(multiply(u, false), true)
  u = multiply(multiply(v, false), true)
end
local product, square = 0, 0
for i = 1, #u do
  product = product + u[i] * v[i]
  square = square + v[i] * v[i]
end
print("spectral " .. math.floor(math.sqrt(product / square) * 1000000))
