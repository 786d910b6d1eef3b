Class extends Refusal

property what : Text

Class constructor($what : Text)
	This.what:=$what

Function get errCode() : Integer
	return 403

Function get message() : Text
	return "no {what} for {who}"
