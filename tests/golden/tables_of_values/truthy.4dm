//fourd:
// Values that are truthy and falsy
var $v : Variant
var $null_object : Object
var $null_collection : Collection
var $pointer : Pointer
For each ($v; [True; 0; 1; -1; "0"; "a"; [0]; {a: 0}; !2020-01-01!])
	tell($v; $v ? "truthy" : "falsy")
End for each
For each ($v; [False; Null; ""; []; {}; !00-00-00!])
	tell($v ? "truthy" : "falsy")
End for each
tell($null_object ? "truthy" : "falsy"; $null_collection ? "truthy" : "falsy"; $pointer ? "truthy" : "falsy")
tell({}.a ? "truthy" : "falsy"; ->$v ? "truthy" : "falsy")
