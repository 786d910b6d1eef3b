tell("calling")
tell(fails_above(10; 5))
tell("never in between")
