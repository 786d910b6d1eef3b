throw(1; "inside")
show("never")
