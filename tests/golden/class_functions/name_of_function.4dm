//fourd:
// The current method name inside a function
tell(cs.Point.new(0; 0).own_name())
