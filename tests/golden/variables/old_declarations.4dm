// C_ commands declare local and process variables
C_TEXT($text; vText)
C_LONGINT($number)
C_OBJECT($object)
C_BOOLEAN($boolean)
show("["+$text+"]"; "["+vText+"]"; $number; $object=Null; $boolean)
