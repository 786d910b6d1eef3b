local Tree = {}
Tree.__index = Tree

function Tree.new(depth)
  local self = setmetatable({}, Tree)
  if depth > 0 then
    self.left = Tree.new(depth - 1)
    self.right = Tree.new(depth - 1)
  end
  return self
end

function Tree:size()
  if self.left == nil then
    return 1
  end
  return 1 + self.left:size() + self.right:size()
end

function Tree:mirror()
  if self.left ~= nil then
    self.left, self.right = self.right, self.left
    self.left:mirror()
    self.right:mirror()
  end
end

local kept = Tree.new(14)
local sum = 0
for round = 1, 80 do
  local tree = Tree.new(9 + round % 6)
  tree:mirror()
  sum = sum + tree:size()
  kept:mirror()
end
print("trees " .. sum .. " " .. kept:size())
