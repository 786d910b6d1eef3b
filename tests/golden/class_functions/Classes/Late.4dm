property a : Integer

Class constructor
	This.a:=1

shared Function raise()
	This.a+=1
