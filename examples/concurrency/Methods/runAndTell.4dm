#DECLARE($formula : 4D.Function; $object : Object; $done : 4D.Signal)

$formula.call(Null; $object)
$done.trigger()
