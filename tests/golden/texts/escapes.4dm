//fourd:
// Sequences that begin with a backslash
tell(Character code("\n"); Character code("\t"); Character code("\r"))
tell(Character code("\\"); Character code("\""))
tell(Length("a\tb"); Length("\\\\"); Length("\"\""))
tell("say \"yes\" to C:\\folder")
tell("tab\there")
