// Adds a line to what workers have told
#DECLARE($line : Text)

Use (Storage.told)
	Storage.told.push($line)
End use
