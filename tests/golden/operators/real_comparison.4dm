// Reals are compared with a tolerance (Number, Real comparison)
show(0.1+0.2=0.3; 0.1+0.2#0.3; 1/3*3=1)
show(1=1.00000000001; 1=1.1)
