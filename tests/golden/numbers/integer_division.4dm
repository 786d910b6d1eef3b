//fourd:
// \ leaves the rest out
tell(17\5; 20\5; 3\5; 0\5)
tell(1000\7; 1\1)
tell(-8\2)
