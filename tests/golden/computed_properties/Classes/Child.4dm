Class extends Person

Class constructor($first : Text; $last : Text; $school : Text)
	Super($first; $last)
	This.school:=$school

Function get full() : Text
	return "little "+Super.full
