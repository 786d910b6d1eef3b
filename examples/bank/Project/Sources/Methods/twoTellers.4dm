// Two tellers transfer money between the same three accounts at a time. The method waits until both have ended
#DECLARE($transfer : 4D.Function; $bank : cs.Bank)
var $first; $second : 4D.Signal

$first:=New signal("first teller")
$second:=New signal("second teller")
CALL WORKER("first teller"; Formula(teller($1; $2; $3; $4; $5)); $transfer; $bank; "Ada"; "Grace"; $first)
CALL WORKER("second teller"; Formula(teller($1; $2; $3; $4; $5)); $transfer; $bank; "Grace"; "Edsger"; $second)
$first.wait()
$second.wait()
