show("aborting"; Error)
ABORT
