//%attributes = {"executedOnServer":true}
// How many pieces are in the cart of the user who calls
#DECLARE : Integer

return (Session.storage.cart=Null) ? 0 : OB Values(Session.storage.cart).sum()
