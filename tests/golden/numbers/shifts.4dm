//fourd:
// Shifts to the left and to the right
tell(1<<0; 1<<1; 1<<10; 5<<2)
tell(1024>>0; 1024>>1; 1024>>10; 1024>>11)
tell(0x0000FFFF<<8=0x00FFFF00; 0x0000FFFF>>8=0x00FF)
tell(3<<4>>2)
