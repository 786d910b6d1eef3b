//fourd:
// Times with times
tell(?01:10:20?+?02:05:50?)
tell(?02:05:50?-?01:10:20?)
tell(Value type(?01:00:00?+?01:00:00?)=Is time; Value type(?01:00:00?-?00:30:00?)=Is time)
tell(?01:00:00?+?23:30:00?)
