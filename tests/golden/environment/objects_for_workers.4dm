// A copy of an object in another process belongs to the class of the object
var $point : cs.Point
$point:=cs.Point.new(3)
CALL WORKER("copies"; "tellShown"; $point)
CALL WORKER("copies"; Formula(tellShown($1)); $point)
CALL WORKER("copies"; Formula(tellShown($point)))
DELAY PROCESS(Current process; 6)
