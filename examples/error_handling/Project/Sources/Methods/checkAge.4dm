// Deferred errors: the method goes on, and its errors are thrown when it returns
#DECLARE($person : Object)

If ($person.name="")
	throw({errCode: 1002; message: "{field} is empty"; field: "name"; deferred: True})
End if 
If ($person.age<0)
	throw({errCode: 1003; message: "{field} is negative"; field: "age"; deferred: True})
End if 
