$1.result:=($1.value>$2)
