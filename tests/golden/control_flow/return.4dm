// return ends the method from inside any structure
show(until_five)
show(first_even([3; 5; 8; 10]))
show(first_even([1]))
