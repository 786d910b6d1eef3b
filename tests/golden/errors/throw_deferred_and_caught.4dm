// Errors that were put off inside a `Try` reach its `Catch` together with the error that leaves it.
Try
	throw({errCode: 5; message: "five"; deferred: True})
	throw({errCode: 6; message: "six"; deferred: True})
	throw(7; "seven")
Catch
	ALERT(Last errors.extract("errCode").join(" "))
End try
ALERT("after")
