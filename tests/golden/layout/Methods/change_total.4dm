<>total:=<>total*10
