// Another process of the same client
#DECLARE($done : 4D.Signal)

say("in "+Current process name+" the server remembers "+remembered)
$done.trigger()
