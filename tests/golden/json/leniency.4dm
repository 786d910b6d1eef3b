// An escaped character that JSON does not know is itself; Blobs are written with their size
var $o : Object:=JSON Parse("{\"a\":\"x \\- \\y \\' \\n\\u0041\"}")
show($o.a)
var $b : Blob
LONGINT TO BLOB(1; $b)
var $v : Variant:=$b
show(JSON Stringify($v))
show(JSON Stringify({b: $b}))
show(JSON Stringify([$b; 4D.Blob.new($b)]))
show(JSON Stringify({b: $b}; *))
