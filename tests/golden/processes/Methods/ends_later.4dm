DELAY PROCESS(Current process; 30)
show("later")
