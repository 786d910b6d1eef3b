//%attributes = {"executedOnServer":true}
#DECLARE : Integer

return Num(Storage.sales.count)
