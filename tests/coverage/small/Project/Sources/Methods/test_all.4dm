var $signal : 4D.Signal
ASSERT(branches(1)="one!")
ASSERT(branches(5)="positive large")
ASSERT(loops(4)=11)
errors(True)
formulas
$square:=cs.Square.new()
ASSERT($square.area(3)=9)
ASSERT($square.title="the square")
$signal:=New signal
CALL WORKER("w"; "worker"; $signal)
ASSERT($signal.wait(10))
KILL WORKER("w")
