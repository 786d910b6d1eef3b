fill(->$first; ->second)
ALERT($first+second)
