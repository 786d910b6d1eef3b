//fourd:
// No operator comes before another
tell(2+6*5; 2+(6*5))
tell(20-4/2; 20-(4/2))
tell(2*3^2; 2*(3^2))
tell(100/10*2; 100/(10*2))
tell(((1+2)*(3+4))-(5*(1+1)))
tell(1+1=2; 5>3=True)
