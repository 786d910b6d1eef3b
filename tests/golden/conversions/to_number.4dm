//fourd:
// Num of texts, booleans and numbers
tell(Num("12"); Num("-3.5"); Num("")+1)
tell(Num(True); Num(False))
tell(Num("12abc34"); Num("abc"))
tell(Num(7.25))
