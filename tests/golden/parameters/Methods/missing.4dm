#DECLARE($text : Text; $number : Integer; $boolean : Boolean; $date : Date; $object : Object)
show(Count parameters; "["+$text+"]"; $number; $boolean; $date; $object=Null)
