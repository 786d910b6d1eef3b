// Structures inside structures
var $i; $j; $count : Integer
For ($i; 1; 3)
	While ($j<$i)
		Repeat
			Case of
				: ($i=2)
					If ($j=0)
						$count+=1
					Else
						For each ($n; [1; 2])
							$count+=10
						End for each
					End if
				Else
					$count+=100
			End case
			$j+=1
		Until (True)
	End while
End for
show($count; $j)
