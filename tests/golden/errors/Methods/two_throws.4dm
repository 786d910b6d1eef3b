throw(600)
show("between")
throw(601)
show("end")
