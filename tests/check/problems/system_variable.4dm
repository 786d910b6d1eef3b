var Error : Integer
Error:=0
