// What JSON Parse makes of each kind of text
show(JSON Stringify(JSON Parse(" [ 1 , -2.5e1, 0.125, \"\\u00e9\\ud83d\\ude00\\/\\n\", true, false, null, {}, [] ] ")))
show(Value type(JSON Parse("\"2017-10-16\""))=Is date)
show(Value type(JSON Parse("\"2017-10-16T12:00:00Z\""))=Is text)
show(Value type(JSON Parse("\"2017-02-30\""))=Is text)

// Types
show(JSON Parse("120.13"; Is longint))
show(JSON Parse("\"12.5\""; Is real))
show(JSON Parse("\"Year 42\""; Is text))
show(JSON Parse("12.5"; Is text))
show(JSON Parse("\"2017-10-16\""; Is text))
show(JSON Parse("{\"manager\":true}"; Is Boolean))
show(JSON Parse("5120"; Is time)=?01:25:20?)
show(JSON Parse("\"5120\""; Is time)=?01:25:20?)
show(JSON Parse("\"2008-01-01T12:00:00Z\""; Is date)=!2008-01-01!)
show(JSON Parse("[1]"; Is object)=Null)
show(JSON Stringify(JSON Parse("[1]"; Is collection)))

// Names: the same ones in another order, fewer, more, twice, empty, escaped
show(JSON Stringify(JSON Parse("[{\"a\":1,\"b\":2},{\"b\":3,\"a\":4},{\"a\":5},{\"a\":6,\"b\":7,\"c\":8},{\"a\":9,\"a\":10},{\"\":0},{\"a\\\"\":1},{\"a\\\"\":2}]")))
var $mixed : Object
$mixed:=JSON Parse("{\"x\":{\"x\":{\"x\":[{\"x\":1},{\"y\":2}]}},\"ключ\":{\"ключ\":\"значение\"}}")
show(JSON Stringify($mixed))
show($mixed.x.x.x[1].y)
$mixed.x.y:=5
show(JSON Stringify($mixed.x))

// Places of properties
var $text : Text
var $parsed : Object
$text:="{\n    \"alpha\": 4552,\n    \"beta\": [\n        {\n            \"echo\": 45,\n            \"delta\": \"text1\"\n        },\n        {\n            \"echo\": 52,\n            \"golf\": \"text2\"\n        }\n    ]\n}"
$parsed:=JSON Parse($text; Is object; *)
show(JSON Stringify($parsed.__symbols))
show(JSON Stringify(JSON Parse("[1,2]"; *)))

// What is not JSON; an escape that JSON does not know is the character itself
var $wrong : Collection
$wrong:=["{bad"; ""; " "; "[1,]"; "{\"a\":1,}"; "01"; "1."; "-"; "+1"; ".5"; "1e"; "nul"; "\"a"; "\"\\x\""; "\"\\u12g4\""; "\"a\nb\""; "1 2"; "{\"a\" 1}"; "{a:1}"; "[1"; "'a'"; "1e999"; "]"]
For each ($text; $wrong)
	Try
		show($text+" -> "+JSON Stringify(JSON Parse($text)))
	Catch
		show("refused")
	End try
End for each 
Try
	JSON Parse("[1,\n  2,\n  x]")
Catch
	show("refused")
End try
Try
	show(JSON Parse(String("["*5000)))
Catch
	show("too deep")
End try

// Arrays
ARRAY TEXT($texts; 0)
JSON PARSE ARRAY("[\"x\",2.5,true,null]"; $texts)
show(JSON Stringify array($texts))
ARRAY LONGINT($numbers; 9)
JSON PARSE ARRAY("[\"12\",2.5,true]"; $numbers)
show(JSON Stringify array($numbers))
ARRAY OBJECT($objects; 0)
JSON PARSE ARRAY("[{\"a\":1},3]"; $objects)
show(JSON Stringify array($objects))
