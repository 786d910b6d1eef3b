//fourd:
// The code runs at each access, and only then
var $m : cs.Meter:=cs.Meter.new()
tell($m.reads)
tell($m.value; $m.value)
tell($m.reads; $m.record)
