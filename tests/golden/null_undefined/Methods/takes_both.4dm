#DECLARE($text : Text; $number : Integer)
show("["+$text+"]"; $number)
