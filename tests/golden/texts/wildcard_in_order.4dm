//fourd:
// Beside < and > a wildcard counts at the end of the operand
tell("green"<="gre@"; "green">="gre@")
tell("blue"<"gre@"; "red">"gre@")
