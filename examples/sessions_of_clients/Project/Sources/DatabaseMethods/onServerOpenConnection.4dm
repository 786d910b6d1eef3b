#DECLARE($user : Text; $id : Integer; $reserved : Integer) : Integer
say("open connection of "+$user+", session of "+Session.userName)
return 0
