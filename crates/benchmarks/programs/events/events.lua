local Queue = {}
Queue.__index = Queue

function Queue.new()
  return setmetatable({ events = {} }, Queue)
end

function Queue:add(event)
  local events = self.events
  local place = #events + 1
  events[place] = event
  while place > 1 do
    local parent = place // 2
    if events[parent].time <= event.time then
      break
    end
    events[place] = events[parent]
    place = parent
  end
  events[place] = event
end

function Queue:next()
  local events = self.events
  local first = events[1]
  local length = #events - 1
  local event = events[length + 1]
  events[length + 1] = nil
  if length > 0 then
    local place, child = 1, 2
    while child <= length do
      if child < length and events[child + 1].time < events[child].time then
        child = child + 1
      end
      if event.time <= events[child].time then
        break
      end
      events[place] = events[child]
      place = child
      child = place * 2
    end
    events[place] = event
  end
  return first
end

local queue = Queue.new()
local seed, check = 5, 0
for i = 0, 999 do
  seed = (seed * 1366 + 150889) % 714025
  queue:add({ time = seed * 1000 + i, machine = i, done = 0 })
end
for _ = 1, 400000 do
  local event = queue:next()
  event.done = event.done + 1
  check = (check + event.machine * event.done) % 1000003
  seed = (seed * 1366 + 150889) % 714025
  event.time = event.time + seed * 1000
  queue:add(event)
end
print("events " .. queue:next().machine .. " " .. check)
