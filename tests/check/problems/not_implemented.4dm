DIALOG("Main")
DIALOG("Other")
