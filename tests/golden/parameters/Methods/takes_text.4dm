#DECLARE($value : Text)
show($value)
