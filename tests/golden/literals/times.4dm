//fourd:
// Times are written hour, minute, second
tell(?00:00:00?; ?07:05:09?; ?23:59:59?)
tell(?7:5:9?=?07:05:09?)
tell(Value type(?07:05:09?)=Is time)
tell(?00:00:00?=Time(0))
