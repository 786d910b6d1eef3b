//fourd: --seed 1
// A shared singleton is one for all processes
cs.Ledger.me.book(5)
var $done : Object:=New signal
CALL WORKER("booker"; "book_in_worker"; 7; $done)
tell($done.wait(10); cs.Ledger.me.sum; cs.Ledger.me.rows)
tell(OB Is shared(cs.Ledger.me); OB Is shared(cs.Ledger.me.rows))
KILL WORKER("booker")
