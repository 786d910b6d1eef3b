//fourd:
// The report of an uncaught error names the calls
calls_failing
tell("never")
