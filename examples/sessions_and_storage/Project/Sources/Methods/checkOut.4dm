// Counts what is in the cart of the session that runs this process, and empties the cart
#DECLARE($done : 4D.Signal)
var $cart : Object
var $kind : Text

countSale(cartSize)
$cart:=Session.storage.cart
Use ($cart)
	For each ($kind; OB Keys($cart))
		OB REMOVE($cart; $kind)
	End for each 
End use 
$done.trigger()
