// Bits of a Long (Number, Bitwise operators)
show(0x0000FFFF & 0xFF00FF00; 0x0000FFFF | 0xFF00FF00; 0x0000FFFF ^| 0xFF00FF00)
show(1<<4; 0x0000FFFF>>8; 1<<0)
show(0 ?+ 16; 0x00010000 ?- 16; 0x00010000 ?? 16; 0x00010000 ?? 15)
