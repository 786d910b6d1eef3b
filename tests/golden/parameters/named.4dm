// Values go to the declared parameters by position
show(area(50; 100))
show(area(3))
show(area)
