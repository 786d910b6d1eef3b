//fourd:
// Greater and less go by letters, not by case
tell("fog">"foam"; "foam">"fog")
tell("fog"<"foam"; "foam"<"fog")
tell("fog">="fog"; "fog"<="fog"; "fog">"fog"; "fog"<"fog")
tell("FOG">="fog"; "FOG"<="fog")
tell("ab"<"abc"; ""<"a"; "b">"abc")
