//fourd:
// Bool of other types
tell(Bool(1); Bool(0); Bool(-2))
tell(Bool(True); Bool(False))
tell(Bool(!2020-01-01!); Bool(!00-00-00!))
tell(Bool(?00:00:01?); Bool(?00:00:00?))
