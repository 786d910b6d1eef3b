C_TEXT($1)
show("["+$1+"]")
