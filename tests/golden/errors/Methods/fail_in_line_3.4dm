// line 1
// line 2
throw(8; "here")
