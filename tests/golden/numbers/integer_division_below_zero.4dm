//fourd:
// a\b is Int(a/b), also below zero
tell(-5\2; Int(-5/2))
tell(-8\2; 8\(-2); 7\2)
