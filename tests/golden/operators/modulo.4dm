// The remainder is a whole number; the sign follows the first operand
show(10%2; 10%3; 10.5%2; -7%3; 7%-3)
show(-7\2; 7\-2; Int(-7/2))
