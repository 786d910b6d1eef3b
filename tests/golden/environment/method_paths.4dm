// Paths of methods and what comes after them
var $kind : Integer
var $table : Pointer
var $name; $object; $code; $text : Text
show(Current method path)
show(METHOD Get path(Path project method; "a/b"))
show(METHOD Get path(Path database method; "onStartup"))
show(METHOD Get path(Path class; "Person"))
show(METHOD Get path(Path project form; "in"; "OK"))
show(METHOD Get path(Path project form; "in"))
METHOD RESOLVE PATH("[projectForm]/in/{formMethod}"; $kind; $table; $name; $object)
show(String($kind)+" "+String(Is nil pointer($table))+" "+$name+" ["+$object+"]")
METHOD RESOLVE PATH("[databaseMethod]/onExit"; $kind; $table; $name; $object)
show(String($kind)+" "+$name)
Try(METHOD Get path(Path database method; "never"))
show(String(Last errors[0].errCode))
ARRAY TEXT($names; 0)
METHOD GET NAMES($names; "sh@")
show(String(Size of array($names))+" "+$names{1})
METHOD GET PATHS(Path class; $names)
show($names{1})
METHOD GET CODE("show"; $code)
show(Split string($code; "\r")[0])
METHOD GET CODE("show"; $code; Code with tokens)
show(Split string($code; "\r")[3])
$code:="old"
Try(METHOD GET CODE("missing"; $code))
show(String(Last errors[0].errCode)+" ["+$code+"]")
show(String(METHOD Get attribute("show"; Attribute shared)))
var $attributes : Object
METHOD GET ATTRIBUTES("show"; $attributes)
show(JSON Stringify($attributes))
METHOD GET COMMENTS("show"; $text)
show("["+$text+"]")
