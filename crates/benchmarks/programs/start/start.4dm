// Nothing but one line: what is measured is how long it takes to start
LOG EVENT(Into system standard outputs; "start\n")
