#DECLARE($signal : 4D.Signal)
show("elsewhere"; cs.Tag.me.tag)
$signal.trigger()
