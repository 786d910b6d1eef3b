property rows : Collection:=[]

shared singleton Class constructor()
	This.sum:=0

shared Function book($amount : Real)
	This.sum+=$amount
	This.rows.push($amount)
