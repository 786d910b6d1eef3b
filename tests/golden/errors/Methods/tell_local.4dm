show("local"; Error)
