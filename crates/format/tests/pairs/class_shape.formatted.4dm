Class extends Base

property name; title : Text:=""
property size : Integer

/* What it is
   made of. */
Class constructor($name : Text;  ...  : Variant)
	Super($name)
	This.name:=$name

// Doubled.
Function get double : Integer

	// this stands inside
	return This.size*2

shared Function set double($value)
	Try
		This.size:=$value\2
	Catch
		This.size:=0
	End try

Function bits($a; $b)->$bits : Integer
	Repeat
		$bits:=($a & $b) | ($a << 2) ?? 3
	Until ($bits>0)
	While (True)
		Use (Storage.x)
			break
		End use
	End while
	For ($i; 1; 10)
		This["x"]:=->$a
	End for
