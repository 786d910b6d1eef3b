#DECLARE($object : Object)

show($object.shown())
