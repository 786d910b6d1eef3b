// No precedence: strictly from left to right (Number, Precedence)
show(3+4*5; 3+(4*5); 2+3*4-1/2; 10-2-3; 2^3^2)
show(1+1=2; 2*3>5)
show("a"+"b"*2)
