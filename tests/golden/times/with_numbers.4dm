//fourd:
// A time with a number gives a number of seconds
tell(?00:01:40?+20; ?00:01:40?-20)
tell(?00:01:40?*3; ?00:01:40?/8; ?00:01:40?\8)
tell(?00:01:40?%7; ?00:01:40?%2)
tell(Value type(?00:01:40?+20)=Is time; Value type(?00:01:40?*3)=Is time)
tell(Time(?00:01:40?+20))
