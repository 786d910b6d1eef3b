//fourd:
// Comments of one line
tell("a")  // after a statement
//tell("hidden")
	// indented
tell("b")//close
// tell("c")
tell("d")
