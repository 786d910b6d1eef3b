// An error that nobody handles ends the process, with its call chain
show("before")
go_down(2)
show("never")
