#DECLARE($formula : 4D.Function; $one : Object; $other : Object; $done : 4D.Signal)

$formula.call(Null; $one; $other)
$done.trigger()
