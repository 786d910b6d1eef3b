#DECLARE($mine : 4D.Signal; $others : 4D.Signal)

$others.wait()
$mine.trigger()
