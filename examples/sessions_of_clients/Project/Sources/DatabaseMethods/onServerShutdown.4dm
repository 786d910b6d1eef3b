say("server shutdown")
