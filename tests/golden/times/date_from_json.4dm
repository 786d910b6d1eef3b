//fourd:
// ISO texts become dates
tell(Date("2013-08-23")=!2013-08-23!)
tell(JSON Parse("\"2013-08-23\""; Is date)=!2013-08-23!)
tell(Value type(JSON Parse("{\"d\":\"2013-08-23\"}").d)=Is date)
tell(JSON Stringify({d: !2013-08-23!}))
tell(Add to date(!2024-01-31!; 1; 1; 1))
