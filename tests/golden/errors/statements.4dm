// Lines do not count the line of the attributes; statements are shown as the editor does
ON ERR CALL("tell_statement"; ek local)
with_attributes
