var $index : Integer
For ($index; 1; 10)
	break
	ALERT(String($index))
End for 
