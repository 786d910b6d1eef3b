//fourd:
// A day that does not exist
tell("never")
tell(!2023-02-29!)
