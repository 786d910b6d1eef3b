// Accounts that several processes can use
property accounts : Object

shared Class constructor($names : Collection; $balance : Integer)
	var $name : Text
	
	This.accounts:=New shared object
	Use (This.accounts)
		For each ($name; $names)
			This.accounts[$name]:=$balance
		End for each 
	End use 
	
	// Wrong: the balances are read before Use. A transfer of another process that comes between the look and the writing is
	// undone, and its money is lost or made
Function transferBroken($from : Text; $to : Text; $amount : Integer) : Boolean
	var $left; $right : Integer
	
	$left:=This.accounts[$from]
	$right:=This.accounts[$to]
	If ($left<$amount)
		return False
	End if 
	Use (This.accounts)
		This.accounts[$from]:=$left-$amount
		This.accounts[$to]:=$right+$amount
	End use 
	return True
	
	// Right: the look, the decision and the writing stand in one Use
Function transfer($from : Text; $to : Text; $amount : Integer) : Boolean
	Use (This.accounts)
		If (This.accounts[$from]<$amount)
			return False
		End if 
		This.accounts[$from]:=This.accounts[$from]-$amount
		This.accounts[$to]:=This.accounts[$to]+$amount
	End use 
	return True
	
	// All the money of the bank
Function total() : Integer
	return OB Values(This.accounts).sum()
	
	// The smallest balance
Function lowest() : Integer
	return OB Values(This.accounts).min()
