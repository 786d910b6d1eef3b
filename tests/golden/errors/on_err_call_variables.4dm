// Error, Error method, Error line and Error formula
ON ERR CALL("tell_place")
fail_in_line_3
ON ERR CALL("")
