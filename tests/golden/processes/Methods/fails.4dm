throw(9; "broken")
