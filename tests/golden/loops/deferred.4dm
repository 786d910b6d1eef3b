//fourd:
// Deferred expressions run at the end of the method
with_cleaning
tell("after")
