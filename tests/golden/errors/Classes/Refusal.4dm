Function get who() : Text
	return "you"
Function get componentSignature() : Text
	return "door"
