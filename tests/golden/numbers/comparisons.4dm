//fourd:
// Comparisons of numbers
tell(8=8; 8=9; 8#9; 8#8)
tell(9>8; 8>9; 8>8)
tell(8<9; 9<8; 8<8)
tell(9>=8; 8>=8; 8>=9)
tell(8<=9; 8<=8; 9<=8)
tell(-1<0; -2<-1; 0.5>0.25)
