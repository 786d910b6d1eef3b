//fourd:
// A computed property may give an object
var $m : cs.Meter:=cs.Meter.new()
tell($m.record.reads; $m.record=$m.record)
$m.record.reads:=50
tell($m.record.reads)
