Class extends Person

Function enrol($school : Text)
	This.school:=$school
