//fourd:
// Shifts of more than 31 bits leave nothing
tell(1<<31; 1<<32; 1<<40; 7>>32)
tell(-1>>28; -1>>31; 0xFFFFFFFF>>24)
