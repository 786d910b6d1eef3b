//fourd:
// A parameter declared the old way takes an empty value in place of a wrong type
tell(old_way(42))
tell(old_way("a"))
