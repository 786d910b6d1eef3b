Class extends File

Class constructor($path : Text)
	Super($path; fk posix path)
