throw({message: "put off"; deferred: True})
show("goes on")
