// What a handler throws again at the end of the outermost routine is not handled
ON ERR CALL("throws_always"; ek local)
throw(7; "first")
show("goes on")
