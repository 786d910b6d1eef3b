// The truth tables
show(True & True; True & False; False & True; False & False)
show(True | True; True | False; False | True; False | False)
show(("A"="A") & (15#3); ("A"="B") | (15=3); Not(True); Not(1=2))
show((True | True) & Not(True & True); (True | False) & Not(True & False))
