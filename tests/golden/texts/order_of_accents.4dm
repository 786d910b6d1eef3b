//fourd:
// Order takes no account of case and accents
tell("a"<"B"; "A"<"b"; "Z"<"a")
tell("é"<"f"; "É">"d")
