//fourd:
// & and | evaluate both sides, && and || only what they need
tell(told("a"; False) & told("b"; True))
tell(told("a"; True) | told("b"; True))
tell(told("c"; False) && told("d"; True))
tell(told("e"; True) || told("f"; True))
tell(told("g"; True) && told("h"; False))
tell(told("i"; False) || told("j"; False))
