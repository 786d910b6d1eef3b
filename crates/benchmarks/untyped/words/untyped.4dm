// Builds a long text, then walks through it and counts words, vowels and digits

$text:=""
For ($number; 1; 20000)
	$text:=$text+"item "
	$text:=$text+String($number)
	$text:=$text+", "
End for 
$length:=Length($text)
$words:=0
$vowels:=0
$digits:=0
For ($round; 1; 50)
	$inside:=False
	For ($position; 1; $length)
		$code:=Character code($text[[$position]])
		If ($code=32)
			$inside:=False
		Else 
			If (Not($inside))
				$words:=$words+1
			End if 
			$inside:=True
			If (($code>=48) && ($code<=57))
				$digits:=$digits+1
			Else 
				$letter:=Substring($text; $position; 1)
				If (($letter="e") || ($letter="i"))
					$vowels:=$vowels+1
				End if 
			End if 
		End if 
	End for 
End for 
LOG EVENT(Into system standard outputs; "words "+String($words)+" "+String($vowels)+" "+String($digits)+"\n")
