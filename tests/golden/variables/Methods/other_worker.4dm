show("in a worker"; Error; OK)
