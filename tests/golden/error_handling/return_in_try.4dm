//fourd:
// return inside Try leaves the method
tell(leaves_early(True); leaves_early(False))
