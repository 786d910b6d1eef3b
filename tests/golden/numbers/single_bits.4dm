//fourd:
// Setting, clearing and testing of bits
tell(0 ?+ 0; 0 ?+ 3; 8 ?+ 3)
tell(15 ?- 0; 8 ?- 3; 8 ?- 1)
tell(8 ?? 3; 8 ?? 2; 0 ?? 0)
var $flags : Integer
$flags:=$flags ?+ 1 ?+ 4
tell($flags; $flags ?? 1; $flags ?? 2; $flags ?? 4)
tell((0 ?+ 16)=0x00010000; (0x00010000 ?- 16)=0; 0x00010000 ?? 16)
