//fourd: --expect-failure Deadlock
// Two processes set two semaphores, in opposite order, and wait for the second one without end
runBoth(Formula(setBoth($1; $2)); New shared object("name"; "left"); New shared object("name"; "right"))
