Function good() : Text
	return "good"

Function bad() : Text
	return "bad" +* 1

Function
