C_LONGINT($0; $1)
$0:=$1
