//fourd:
// A process has the system variables from its beginning
show(OK=0; Document=""; FldDelimit; RecDelimit)
show(Error=0; Error line; Error method=""; Error formula="")
show(MouseDown; MouseX; MouseY; KeyCode; Modifiers; MouseProc)
If (Error#0)
	show("never")
End if
// They are process variables
ON ERR CALL("ignore")
show("a"+1)
show(Error#0; Error line; Error method; Error formula)
ON ERR CALL("")
CALL WORKER("other"; Formula(other_worker))
DELAY PROCESS(Current process; 1)
