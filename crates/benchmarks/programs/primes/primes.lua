local primes = { 2 }
local number, sum = 3, 0
while #primes < 120000 do
  local divided = false
  local position = 0
  local prime = 2
  while not divided and prime * prime <= number do
    divided = number % prime == 0
    position = position + 1
    prime = primes[position]
  end
  if not divided then
    primes[#primes + 1] = number
    sum = (sum + number) % 1000007
  end
  number = number + 2
end
print("primes " .. primes[#primes] .. " " .. sum)
