//fourd:
// Numbered parameters can be declared with var, all further ones with ${N}
show(by_number("a"; 2; 3; 4))
show(by_number("b"))
show(by_number(1))
