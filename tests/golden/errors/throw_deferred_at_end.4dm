// An error that the main method put off ends the process when the method ends, at the place of the throw
show("before")
throw({message: "put off"; deferred: True})
show("goes on")
