//fourd:
// Two wildcards in a row match nothing
tell("meadow"="mea@@ow")
tell("meadow"="mea@ow")
tell("meadow"="@@")
