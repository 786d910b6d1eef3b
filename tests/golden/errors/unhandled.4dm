// An error that nobody handles ends the process, with its call chain
show("before")
level(2)
show("never")
