Function good() : Text
	return "good"

Function bad() : Text
	return "bad" +* 1
Function worse() : Text
	return "worse" +* 1
