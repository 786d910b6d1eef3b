//fourd:
// A child class cannot use This before Super
tell("before")
tell(cs.Hasty.new())
tell("never")
