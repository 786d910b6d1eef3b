//fourd:
// Undefined with < and > is false
var $a : Object:={}
tell($a.none>5; $a.none<5; $a.none>=5; $a.none<=5)
tell($a.none>"a"; $a.none<"a"; $a.none>=!2020-01-01!; $a.none<=?01:00:00?)
