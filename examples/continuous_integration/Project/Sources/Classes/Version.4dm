// A version such as 1.12.3, which can be compared
property parts : Collection

Class constructor($text : Text)
	If (Not(Match regex("\\d+(\\.\\d+){0,2}"; $text)))
		throw({errCode: 1; message: "{text} is no version"; text: $text})
	End if 
	This.parts:=Split string($text; ".").map(Formula(Num($1.value)))
	This.parts.resize(3; 0)
	
	// -1, 0 or 1: this version is older than the other one, the same, or newer
Function compare($other : cs.Version) : Integer
	var $index : Integer
	
	For ($index; 0; 2)
		If (This.parts[$index]#$other.parts[$index])
			return (This.parts[$index]<$other.parts[$index]) ? -1 : 1
		End if 
	End for 
	return 0
	
Function text() : Text
	return This.parts.join(".")
