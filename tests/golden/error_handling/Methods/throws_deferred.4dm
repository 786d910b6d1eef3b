throw({errCode: 3; message: "later"; deferred: True})
tell("the method goes on")
