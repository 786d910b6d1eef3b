singleton Class constructor
	This.entries:=[]

Function add($text : Text) : cs.Register
	This.entries.push($text)
	return This
