say("server startup, session "+Session.info.type)
