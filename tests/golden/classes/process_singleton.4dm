// One instance for each process; the parameters of the first new() count
show(cs.Tag.new(5).tag; cs.Tag.me.tag; cs.Tag.new(6).tag; cs.Tag.me=cs.Tag.new(7))
var $signal : 4D.Signal
$signal:=New signal
$n:=New process("tag_elsewhere"; 0; "elsewhere"; $signal)
$signal.wait()
show(cs.Tag.me.tag)
