property tag : Integer

singleton Class constructor($tag : Integer)
	This.tag:=$tag
