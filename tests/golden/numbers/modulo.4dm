//fourd:
// The rest of a division is a whole number
tell(12%4; 12%5; 5%12; 0%3)
tell(8.25%2; 7%2)
tell(Mod(12; 5); Mod(5000000000; 7))
