ASSERT(newest(["1.9"; "1.10"; "1.2.7"])="1.10.0")
ASSERT(newest([])="")
