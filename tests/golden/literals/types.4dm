//fourd:
// The types of literals
tell(Value type("a")=Is text; Value type(1.5)=Is real; Value type(True)=Is boolean)
tell(Value type({})=Is object; Value type([])=Is collection)
tell(Value type(Null)=Is null; Value type(!2000-01-01!)=Is date; Value type(?01:00:00?)=Is time)
