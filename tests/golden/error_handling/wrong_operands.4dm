//fourd:
// Operands of types that do not go together
tell("n: "+String(1))
tell("n: "+1)
