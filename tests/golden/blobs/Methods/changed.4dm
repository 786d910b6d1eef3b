#DECLARE($blob : Pointer)

SET BLOB SIZE($blob->; 2)
