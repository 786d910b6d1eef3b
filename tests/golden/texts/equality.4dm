//fourd:
// Case and accents are ignored
tell("Paris"="PARIS"; "Paris"#"PARIS")
tell("n"="ñ"; "N"="ñ"; "a"="Å")
tell("eleve"="Élève")
tell("pear"="peas"; "pear"#"peas")
tell("pear"="pea"; ""=""; ""="a")
