cs.Person:=Null
4D.File:=Null
