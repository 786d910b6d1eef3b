// A script can be called by its own name
#DECLARE($depth : Integer)

show("depth "+String($depth))
If ($depth<2)
	own_name($depth+1)
End if 
