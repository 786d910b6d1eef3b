//fourd:
// Numbers are written with a point
tell(0; 7; 3.25; 0.0625)
tell(-7; -3.25; -0.0625)
tell(1000000; 0.1)
tell(0x00FF; 0x10)
tell(+5; 1e3; 2.5e-3)
