//fourd:
// Two reals are equal when they differ by less than epsilon
tell(0.1+0.2=0.3; 0.1+0.2#0.3)
tell(1=1.00000001; 1=1.001)
SET REAL COMPARISON LEVEL(0.01)
tell(1=1.001; 1=1.1)
tell(1.1>1; 1>1.1)
