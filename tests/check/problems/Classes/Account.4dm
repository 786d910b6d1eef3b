property owner : Text
property entries : Collection

Function get limit() : Real
	return This.owner="" ? 0 : 1000

Function set limit($limit : Real)
	This.entries.push($limit)

Function get balance() : Real
	return This.entries.sum()
