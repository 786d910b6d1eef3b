// 4D.HTTPAgent: options, sockets that are used again, limits
var $agent; $other : 4D.HTTPAgent
var $request : 4D.HTTPRequest
var $host : Text
var $shared : Object
var $requests : Collection

$host:="http://127.0.0.1:"+String(serverPort)
$agent:=4D.HTTPAgent.new()
show([$agent.params; $agent.options; $agent.requestsCount; $agent.freeSocketsCount])
$agent:=4D.HTTPAgent.new({keepAlive: True; maxSockets: 2; maxTotalSockets: 3; timeout: 5; minTLSVersion: "TLSv1_3"; validateTLSCertificate: False})
show($agent.params)

// A socket is used again
$request:=4D.HTTPRequest.new($host+"/list"; {agent: $agent}).wait(10)
show([$request.agent=$agent; $agent.requestsCount; $agent.freeSocketsCount])
$request:=4D.HTTPRequest.new($host+"/list"; {agent: $agent}).wait(10)
show([$request.response.status; $agent.freeSocketsCount])

// No more sockets than that
$requests:=[1; 2; 3; 4; 5].map(Formula(4D.HTTPRequest.new($host+"/list"; {agent: $agent})))
For each ($request; $requests)
	$request.wait(10)
End for each
show([$requests.map(Formula($1.value.response.status)); $agent.freeSocketsCount<=2])

// Without keep-alive
$other:=4D.HTTPAgent.new({keepAlive: False})
$request:=4D.HTTPRequest.new($host+"/echo"; {agent: $other}).wait(10)
show([$request.response.body.head.includes("Connection: close"); $other.freeSocketsCount])

// It can be shared
$shared:=New shared object
Use ($shared)
	$shared.agent:=$agent
End use
show([$shared.agent=$agent; $shared.agent.params.maxSockets])

// Requests without an agent have one in common
show(4D.HTTPRequest.new($host+"/list").wait(10).agent=4D.HTTPRequest.new($host+"/list").wait(10).agent)
