//%attributes = {"executedOnServer":true}
#DECLARE : Text
return Session.storage.settings.text
