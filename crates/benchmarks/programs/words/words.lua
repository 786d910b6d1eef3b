local function split(text)
  local pieces = {}
  for piece in text:gmatch("[^ ]+") do
    pieces[#pieces + 1] = piece
  end
  return pieces
end

local syllables = split("ka lo mi ne ru sa to vi be du")
local written = {}
local seed = 7
for _ = 1, 1000000 do
  seed = (seed * 1366 + 150889) % 714025
  local word = syllables[seed % 10 + 1] .. syllables[seed // 10 % 10 + 1]
  if seed % 3 == 0 then
    word = word .. syllables[seed // 100 % 10 + 1]
  end
  written[#written + 1] = word
end

local counts, ranking = {}, {}
for _, word in ipairs(split(table.concat(written, " "))) do
  counts[word] = (counts[word] or 0) + 1
end
for word, count in pairs(counts) do
  ranking[#ranking + 1] = { word = word, count = count }
end
table.sort(ranking, function(a, b)
  return a.count > b.count or a.count == b.count and a.word < b.word
end)
local check = 0
for rank, entry in ipairs(ranking) do
  check = (check + entry.count * rank + entry.word:byte(1)) % 1000003
end
print("words " .. #ranking .. " " .. ranking[1].word .. " " .. check)
