//fourd: --as remote --clients 2 --user Ada,Grace --seed 1 --any-order
// Remote: this method runs in each client. Each user has a cart of his own in the storage of his session on the server,
// while Storage of the server is one for all
var $number : Integer

If (Current user="Ada")
	addToCart("apples"; 2)
	addToCart("plums"; 7)
Else 
	addToCart("pears"; 4)
End if 
say("the cart of "+Current user+": "+cartText)

// Stored procedures share one session, which is not that of a user: what the carts hold comes as a parameter
$number:=Execute on server("countSale"; 0; "counting"; cartSize)
DELAY PROCESS(Current process; 60)
say("sold by the server: "+String(soldCount)+", by this client: "+String(Num(Storage.sales.count)))
