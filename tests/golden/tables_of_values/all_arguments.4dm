//fourd:
// ${n} gives the parameter with a number
tell(joined("-"; "a"; 2; True))
tell(joined("-"))
