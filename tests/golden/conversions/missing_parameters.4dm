//fourd:
// Parameters that are not passed have the value of their type
tell(describe("a"; 2); describe("a"); describe)
