//fourd:
// me is always the same object
cs.Register.me.add("one").add("two")
tell(cs.Register.me.entries)
var $r : cs.Register:=cs.Register.me
$r.add("three")
tell(cs.Register.me.entries.length; $r=cs.Register.me)
