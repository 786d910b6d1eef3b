//fourd:
// A time that was not assigned is midnight
var $time : Time
tell($time; $time=?00:00:00?; $time+1)
tell(String(?00:00:00?); Bool(?00:00:00?); Bool(?00:00:01?))
