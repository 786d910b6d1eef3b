local pieces = {}
local seed = 3
for i = 1, 150000 do
  seed = (seed * 1366 + 150889) % 714025
  pieces[#pieces + 1] = i .. ";part " .. string.format("%04d", seed % 1000) .. ";" .. ("*"):rep(seed % 5) .. ";" .. seed // 7 % 100 .. "\n"
end
local text = table.concat(pieces)

local found = 0
local place = text:find("0777", 1, true)
while place do
  found = found + 1
  place = text:find("0777", place + 4, true)
end

text = text:gsub("part 0", "tool ")
local count, total, check = 0, 0, 0
for line in text:gmatch("[^\n]+") do
  local fields = {}
  for field in line:gmatch("[^;]*") do
    fields[#fields + 1] = field
  end
  local name = fields[2]:upper()
  count = count + 1
  total = total + tonumber(fields[4])
  check = (check + #line * name:byte(1) + tonumber(name:sub(6)) + #fields[3]) % 1000003
end
print("lines " .. count .. " " .. found .. " " .. total .. " " .. check)
