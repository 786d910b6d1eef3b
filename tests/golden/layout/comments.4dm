//fourd:
// Comments of one line
tell("a")  // behind a statement
//tell("hidden")
	// indented
tell("b")//close
// tell("c")
tell("d")
