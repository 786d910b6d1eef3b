#DECLARE($text : Text) : Text
return ($text="") ? "" : reversed(Substring($text; 2))+Substring($text; 1; 1)
