//fourd:
// Method names may hold spaces and digits
tell(two words)
tell(2 times(4))
Two Words
tell(_low)
