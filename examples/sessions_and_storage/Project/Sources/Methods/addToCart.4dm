//%attributes = {"executedOnServer":true}
// Adds to the cart of the user who calls. What several processes can reach is written inside Use
#DECLARE($kind : Text; $count : Integer)
var $cart : Object

Use (Session.storage)
	If (Session.storage.cart=Null)
		Session.storage.cart:=New shared object
	End if 
End use 

$cart:=Session.storage.cart
Use ($cart)
	$cart[$kind]:=Num($cart[$kind])+$count
End use 
