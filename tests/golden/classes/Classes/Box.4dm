property content : Text
property log:=[]

shared Class constructor($content : Text)
	This.content:=$content

shared Function put($content : Text)
	This.log.push(This.content)
	This.content:=$content
