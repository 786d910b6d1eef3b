// Dates inside objects: as dates, or as texts
var $o : Object
show(Get database parameter(Dates inside objects))
show(Value type({d: !2019-05-14!}.d)=Is date)
SET DATABASE PARAMETER(Dates inside objects; String type without time zone)
$o:={d: !2013-08-28!; none: !00-00-00!}
$o.e:=!2019-05-14!
show(Get database parameter(Dates inside objects))
show($o.d)
show($o.e)
show([!2013-08-28!][0])
show($o.none="")
show(JSON Stringify(!2013-08-28!))
show(JSON Stringify($o))
show(Value type(JSON Parse("\"2013-08-28\""))=Is text)
SET DATABASE PARAMETER(Dates inside objects; String type with time zone)
show(JSON Stringify(!2013-08-28!))
SET DATABASE PARAMETER(Dates inside objects; Date type)
$o:={d: !2013-08-28!}
show(Value type($o.d)=Is date)
show(JSON Stringify($o))
show(Value type(JSON Parse("\"2013-08-28\""))=Is date)
