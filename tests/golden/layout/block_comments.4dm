//fourd:
// Comments of several lines, and inside lines
/* one line */
tell("a")
/*
tell("hidden")
*/
tell(/* first */ "b"; /* second */ "c")
For /* between */ ($i; 1; 2)
	tell($i)
End for
/* tell("x") */ tell("d") /* end */
