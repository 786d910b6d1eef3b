// Method, line and formula of an error that was put off are those of its throw, the last one of several
ON ERR CALL("tell_chain"; ek local)
show("before")

throws_later_below
ON ERR CALL(""; ek local)
Try
	throws_later_below
Catch
	show("caught"; Error method; Error line)
End try
throws_later_below
show("never")
