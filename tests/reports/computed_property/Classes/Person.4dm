Function get initials : Text
	return "G. H."
