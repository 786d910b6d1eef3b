property entries : Collection

singleton Class constructor
	This.entries:=[]

Function register($entry : Object)
	This.entries.push($entry)
