#DECLARE($text : Text; $number : Integer)
show(Current process name; $text; $number)
