#DECLARE()->$p : Pointer

counter:=counter+1
$p:=->value
