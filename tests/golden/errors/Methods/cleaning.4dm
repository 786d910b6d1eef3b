defer(show("cleaned"))
show("working")
throw(4; "broken")
