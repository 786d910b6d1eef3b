DELAY PROCESS(Current process; 60)
Use (Storage.state)
	Storage.state.done:=True
End use
DELAY PROCESS(Current process; 60)
<>done:=True
