#DECLARE($file : 4D.File)
show($file=Null)
