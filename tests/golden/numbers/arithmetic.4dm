//fourd:
// The operators of numbers
tell(4+9; 4-9; 4*9; 9/4)
tell(9\4; 9%4; 3^4)
tell(-4+1; -4*-2; 7-(-7))
tell(1/8; 10/5; 0/5)
