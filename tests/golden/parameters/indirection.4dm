// ${n} is the n-th parameter (Parameters, Parameter indirection)
show(my_sum("##0.00"; 125.2; 33.5; 24))
show(my_sum("000"; 1; 2; 200))
