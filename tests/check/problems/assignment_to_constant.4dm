Is longint:=4
