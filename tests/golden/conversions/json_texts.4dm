//fourd:
// JSON texts become scalars, objects and collections
tell(JSON Parse("12")+1; JSON Parse("\"a\"")+"b"; JSON Parse("true"))
var $o : Object:=JSON Parse("{\"a\":[1,{\"b\":null}]}")
tell($o; $o.a[1].b=Null; $o.a.length)
tell(Value type(JSON Parse("[1,2]"))=Is collection)
