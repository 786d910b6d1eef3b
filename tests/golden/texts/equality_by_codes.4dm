//fourd:
// The codes of characters tell apart what = takes as equal
tell("A"="a")
tell(Character code("A"); Character code("a"))
tell(Character code("A")=Character code("a"))
tell(Compare strings("A"; "a"; sk strict)#0)
