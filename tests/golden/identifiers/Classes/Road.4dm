Class extends Way
