//fourd:
// An error that nobody takes is reported
tell("before")
throw(123; "nobody takes this")
tell("never")
