//%attributes = {"executedOnServer":true}
#DECLARE : Integer
return OB Keys(Storage).length
