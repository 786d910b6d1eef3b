// Counts pieces in Storage, which all processes of a machine share
#DECLARE($count : Integer)

Use (Storage)
	If (Storage.sales=Null)
		Storage.sales:=New shared object("count"; 0)
	End if 
	// Reading and writing stand in one Use: nobody else can come between them
	Use (Storage.sales)
		Storage.sales.count:=Storage.sales.count+$count
	End use 
End use 
