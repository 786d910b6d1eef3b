// $1, $2 and $0, as older code has them
show(concatenate("a"; "b"); concatenate("a"))
