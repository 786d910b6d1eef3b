// 4D.HTTPRequest: options, answers, redirections, authentication, callbacks, errors
var $request : 4D.HTTPRequest
var $options; $echo : Object
var $host : Text
var $blob : Blob

$host:="http://127.0.0.1:"+String(serverPort)

// Defaults
$request:=4D.HTTPRequest.new($host+"/echo?x=1 2").wait(10)
show([$request.terminated; $request.method; $request.dataType; $request.encoding; $request.protocol; $request.returnResponseBody])
show([Undefined($request.timeout); Undefined($request.errors); OB Is empty($request.headers); OB Class($request.agent).name])
show([$request.response.status; $request.response.statusText; $request.response.body.line; $request.response.body.head.slice(2)])
show([$request.response.headers["content-type"]; $request.response.rawHeaders["Content-Type"]; Undefined($request.response.headers["Content-Type"])])

// Bodies and their types
For each ($body; ["text é"; {a: 1}; [1; 2]; ""; Null])
	$request:=4D.HTTPRequest.new($host+"/echo"; {method: "POST"; body: $body}).wait(10)
	$echo:=$request.response.body
	show([$echo.line; $echo.body; $echo.head.slice(4)])
End for each
TEXT TO BLOB("bytes"; $blob; UTF8 text without length)
$request:=4D.HTTPRequest.new($host+"/echo"; {method: "put"; body: 4D.Blob.new($blob); headers: {foo: "bar"; n: 12; list: ["1"; "2"]}}).wait(10)
show([$request.method; $request.headers.n; $request.response.body.line; $request.response.body.head.slice(4)])
$request:=4D.HTTPRequest.new($host+"/echo"; {method: "POST"; body: "<a/>"; headers: New object("Content-Type"; "application/xml")}).wait(10)
show($request.response.body.head.slice(4))
$request:=4D.HTTPRequest.new($host+"/echo"; {method: "POST"; body: "é"; headers: New object("Content-Type"; "text/x; charset=Klingon"; "Cookie"; ["a=1"; "b=2"])}).wait(10)
show([$request.response.body.body; $request.response.body.head.slice(4)])

// Types of answers
For each ($type; ["auto"; "text"; "blob"; "object"])
	$request:=4D.HTTPRequest.new($host+"/list"; {dataType: $type}).wait(10)
	show([$type; Value type($request.response.body)=Is collection; Value type($request.response.body)=Is text; Value type($request.response.body)=Is object])
End for each
show(4D.HTTPRequest.new($host+"/bytes").wait(10).response.body.size)
show(4D.HTTPRequest.new($host+"/latin").wait(10).response.body)
show(4D.HTTPRequest.new($host+"/chunks").wait(10).response.body)
show(4D.HTTPRequest.new($host+"/cookies").wait(10).response.headers["set-cookie"])
$request:=4D.HTTPRequest.new($host+"/missing"; {method: "HEAD"}).wait(10)
show([$request.response.status; $request.response.statusText; $request.response.body])

// Redirections: five are followed
show(4D.HTTPRequest.new($host+"/redirect/5").wait(10).response.body.line)
show(4D.HTTPRequest.new($host+"/redirect/6").wait(10).response.status)
show(4D.HTTPRequest.new($host+"/redirect/1"; {automaticRedirections: False}).wait(10).response.status)
$request:=4D.HTTPRequest.new($host+"/redirect/1"; {method: "POST"; body: "x"}).wait(10)
show([$request.response.body.line; $request.response.body.body])

// Authentication
show(4D.HTTPRequest.new($host+"/secret").wait(10).response.status)
For each ($method; ["auto"; "basic"; "digest"])
	$options:={serverAuthentication: {name: "user"; password: "pass"; method: $method}}
	show([$method; 4D.HTTPRequest.new($host+"/secret"; $options).wait(10).response.status])
End for each
show(4D.HTTPRequest.new(Replace string($host; "//"; "//user:pass@")+"/secret").wait(10).response.body)

// Callbacks, in their order, on the options
$options:={log: []}
$options.onHeaders:=Formula(This.log.push($2.type+" "+String($1.response.status)+" "+String(Undefined($1.response.body))))
$options.onData:=Formula(This.log.push($2.type))
$options.onResponse:=Formula(This.log.push($2.type+" "+$1.response.body+" "+String(Undefined($2.data))))
$options.onError:=Formula(This.log.push($2.type))
$options.onTerminate:=Formula(This.log.push($2.type+" "+String($1.terminated)))
$request:=4D.HTTPRequest.new($host+"/chunks"; $options).wait(10)
show([$options.log.distinct(); $request.terminated])

// Without a body in the response
$options:={log: []; returnResponseBody: False; onData: Formula(This.log.push(BLOB to text($2.data; UTF8 text without length)))}
$request:=4D.HTTPRequest.new($host+"/list"; $options).wait(10)
show([$options.log.join(); Undefined($request.response.body); $request.returnResponseBody])

// Errors
$options:={log: []; onError: Formula(This.log.push($2.type)); onResponse: Formula(This.log.push($2.type)); onTerminate: Formula(This.log.push($2.type))}
For each ($url; [$host+"/nothing"; $host+"/nonsense"; "http://127.0.0.1:1"; "ftp://127.0.0.1"; ""; "http://a b"])
	$options.log:=[]
	$request:=4D.HTTPRequest.new($url; $options).wait(10)
	show([$options.log; $request.errors.length; $request.errors[0].errCode; Undefined($request.response)])
End for each
$request:=4D.HTTPRequest.new($host+"/broken").wait(10)
show([$request.response.status; Undefined($request.response.body); $request.errors[0].errCode])
$request:=4D.HTTPRequest.new($host+"/slow"; {timeout: 0.1}).wait(10)
show([$request.timeout; $request.errors[0].errCode; $request.terminated])

// The end from outside, and a wait that is too short
$options.log:=[]
$request:=4D.HTTPRequest.new($host+"/slow"; $options).wait(0.05)
show([$request.terminated; $options.log])
$request.terminate()
$request.wait()
show([$request.terminated; $options.log; Undefined($request.errors)])
$request:=4D.HTTPRequest.new($host+"/chunks"; {onHeaders: Formula($1.terminate())}).wait()
show([$request.terminated; $request.response.status; Undefined($request.response.body)])

// Options that are not valid
For each ($wrong; [{returnResponseBody: False}; {method: "GET /"}; {dataType: "xml"}; {minTLSVersion: "SSL3"}; {protocol: "HTTP2"}; {headers: {a: "b\r\nc: d"}}; {body: 12}; {agent: {}}; {timeout: "x"}])
	Try
		$request:=4D.HTTPRequest.new($host; $wrong)
		show("accepted")
	Catch
		show(Last errors[0].errCode)
	End try
End for each
