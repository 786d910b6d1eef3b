#DECLARE($n : Integer)
for_ever($n+1)
