//fourd:
// Blocks of comments hold blocks
tell("a")
/* outer
	/* inner
	tell("hidden")
	*/
tell("still hidden")
*/
tell("b")
/* /* /* three */ two */ one */
tell("c")
