//%attributes = {"preemptive":"capable"}
// Writes a line to standard output
#DECLARE($line : Text)

LOG EVENT(Into system standard outputs; $line+"\n")
