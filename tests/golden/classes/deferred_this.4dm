// An expression of defer has the This of its function; the last one runs first
show(cs.Deferring.new().f().log)
defer(show("1"))
defer(show("2"))
show(Deferred formulas[0].source; Deferred formulas[1].source)
