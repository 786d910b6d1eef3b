#DECLARE($names : Pointer)
ARRAY TEXT($names->; 0)
//%W-518.5
ARRAY TEXT($names->; 3)
//%W+518.5
ARRAY TEXT($copy; 0)
COPY ARRAY($names->; $copy)
