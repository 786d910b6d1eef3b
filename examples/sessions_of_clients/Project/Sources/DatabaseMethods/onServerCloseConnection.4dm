#DECLARE($user : Text; $id : Integer; $reserved : Integer)
say("close connection of "+$user+", last message: "+Session.storage.settings.text)
