// A handler gets the errors that the main method put off when the method ends
ON ERR CALL("tell_place"; ek local)
throw({message: "put off"; deferred: True})
show("goes on")
