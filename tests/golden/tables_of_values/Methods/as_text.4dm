//%attributes = {"preemptive":"capable"}
// A value as text: undefined and null by name, objects and collections as JSON
#DECLARE($value : Variant) : Text
Case of
	: (Undefined($value))
		return "undefined"
	: ($value=Null)
		return "null"
	: (Value type($value)=Is object) | (Value type($value)=Is collection)
		return JSON Stringify($value)
	Else
		return String($value)
End case
