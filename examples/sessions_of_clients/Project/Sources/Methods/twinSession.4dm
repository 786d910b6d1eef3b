//%attributes = {"executedOnServer":true}
// The session of the process on the server that stands for the calling one
#DECLARE : Text
return Session.info.type+" of "+Session.userName
