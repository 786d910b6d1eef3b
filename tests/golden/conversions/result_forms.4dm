//fourd:
// Results by name, by return, and by both
tell(by_name; by_return; by_both; by_bare_return)
