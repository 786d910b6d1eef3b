property count : Integer

shared singleton Class constructor()
	This.count:=0

shared Function increment() : Integer
	This.count+=1
	return This.count
