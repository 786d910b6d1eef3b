// Writes how many nanoseconds each of so many operations took, and what they gave
#DECLARE($operations : Real; $milliseconds : Integer; $result : Real)
LOG EVENT(Into system standard outputs; String(($milliseconds*1000000)/$operations)+" "+String($result)+"\n")
