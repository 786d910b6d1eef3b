#DECLARE($what : Text) : Text
show("chosen"; $what)
return $what
