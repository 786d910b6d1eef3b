// A parameter without a type takes any value
kind_of("a")
kind_of(1)
kind_of(True)
kind_of(!2024-01-31!)
kind_of(?10:00:00?)
kind_of({})
kind_of([])
kind_of(Null)
kind_of
