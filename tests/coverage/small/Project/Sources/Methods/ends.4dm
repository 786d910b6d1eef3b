throw(7; "the end")
ALERT("not reached")
