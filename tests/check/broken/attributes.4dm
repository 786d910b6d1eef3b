//%attributes = {"shared":"yes","preemptive":"always"}
ALERT("runs all the same")
