C_TEXT($1)
C_LONGINT($0)
tell("["+$1+"]")
$0:=5
