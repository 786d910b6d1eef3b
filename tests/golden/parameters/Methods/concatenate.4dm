C_TEXT($1; $2; $0)
$0:=$1+$2+String(Count parameters)
