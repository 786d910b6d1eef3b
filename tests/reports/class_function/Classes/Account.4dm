property owner : Text
property entries : Collection

Class constructor($owner : Text)
	This.owner:=$owner

Function deposit($amount : Real)
	This._write($amount)

Function _write($amount : Real)
	This.entries.push(This.owner+String($amount))
