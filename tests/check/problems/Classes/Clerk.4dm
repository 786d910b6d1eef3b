Class extends Person

property desk : cs.Desk

Function work() : Text
	return This.greting(True)

Function rename($name : Text)
	Super.renam($name)

Function move()
	return
	This.desk:=Null
