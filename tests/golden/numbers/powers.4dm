//fourd:
// ^ with whole, broken and negative exponents
tell(2^0; 2^1; 2^10)
tell(9^0.5; 2^-1; 10^-2)
tell(-2^2; -2^3)
tell(2^3^2)
