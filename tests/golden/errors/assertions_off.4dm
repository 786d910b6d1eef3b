// Asserted gives the condition; without assertions it only evaluates
show(Asserted(True))
SET ASSERT ENABLED(False; *)
show(Get assert enabled)
ASSERT(False; "not checked")
show(Asserted(1=2; "not checked"))
SET ASSERT ENABLED(True; *)
show(Get assert enabled)
