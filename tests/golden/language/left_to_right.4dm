// No operator goes before another: an expression is computed from left to right
show(String(3+4*5))
show(String(3+(4*5)))
show(String(10-2-3))
show(String(2*3^2))
show(String(7\2))
show(String(7%2))
show(String(1+1=2))
