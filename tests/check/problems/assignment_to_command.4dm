Length:=4
