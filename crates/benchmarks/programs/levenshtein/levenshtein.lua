local function editDistance(from, to)
  local width = #to
  local row, codes = { [0] = 0 }, {}
  for j = 1, width do
    row[j] = j
    codes[j] = to:byte(j)
  end
  for i = 1, #from do
    local code = from:byte(i)
    local diagonal = row[0]
    row[0] = i
    for j = 1, width do
      local best = diagonal
      if codes[j] ~= code then
        if row[j] < best then
          best = row[j]
        end
        if row[j - 1] < best then
          best = row[j - 1]
        end
        best = best + 1
      end
      diagonal = row[j]
      row[j] = best
    end
  end
  return row[width]
end

local names = {}
local seed = 11
for i = 1, 200 do
  local name = ""
  for _ = 1, 16 + i % 9 do
    seed = (seed * 1366 + 150889) % 714025
    name = name .. string.char(97 + seed % 6)
  end
  names[i] = name
end

local sum, least = 0, 1000
for i = 1, #names - 1 do
  for j = i + 1, #names do
    local distance = editDistance(names[i], names[j])
    sum = sum + distance
    if distance < least then
      least = distance
    end
  end
end
print("levenshtein " .. sum .. " " .. least)
