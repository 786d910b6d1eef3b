local function placeFrom(board, row)
  if row > #board then
    return 1
  end
  local ways = 0
  for column = 1, #board do
    local free = true
    local above = 1
    while free and above < row do
      free = board[above] ~= column and math.abs(board[above] - column) ~= row - above
      above = above + 1
    end
    if free then
      board[row] = column
      ways = ways + placeFrom(board, row + 1)
    end
  end
  return ways
end

local board = {}
for _ = 1, 11 do
  board[#board + 1] = 0
end
print("queens " .. placeFrom(board, 1))
