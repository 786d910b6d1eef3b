ASSERT(cs.Version.new("1.9").compare(cs.Version.new("1.10"))=-1; "parts are numbers, not texts")
ASSERT(cs.Version.new("2").compare(cs.Version.new("2.0.0"))=0; "parts that are not there are 0")
ASSERT(cs.Version.new("2.0.1").compare(cs.Version.new("2"))=1)
