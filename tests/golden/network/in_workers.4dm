// Callbacks run in a worker between its tasks, and not in other processes that do not wait
var $request : 4D.HTTPRequest
var $options : Object
var $url : Text

$url:="http://127.0.0.1:"+String(serverPort)+"/latin"
Use (Storage)
	Storage.told:=New shared collection
End use
CALL WORKER("asks"; "askInWorker"; $url)
While (Storage.told.length<3)
	DELAY PROCESS(Current process; 1)
End while
show(Storage.told)

// Further tasks follow
Use (Storage)
	Storage.told:=New shared collection
End use
CALL WORKER("asks"; Formula(tell("next task")))
While (Storage.told.length<1)
	DELAY PROCESS(Current process; 1)
End while
show(Storage.told)

// Without callbacks, a process may look by itself
$request:=4D.HTTPRequest.new($url)
While (Not($request.terminated))
	DELAY PROCESS(Current process; 1)
End while
show([$request.response.status; $request.response.body])

// With callbacks, a process that is no worker has to wait
$options:={count: 0; onResponse: Formula(This.count+=1)}
$request:=4D.HTTPRequest.new($url; $options)
DELAY PROCESS(Current process; 6)
show([$options.count; $request.terminated])
$request.wait()
show([$options.count; $request.terminated])

// One wait runs the callbacks of all
$options:={count: 0; onTerminate: Formula(This.count+=1)}
4D.HTTPRequest.new($url; $options)
4D.HTTPRequest.new($url; $options)
While ($options.count<2)
	4D.HTTPRequest.new($url).wait()
End while
show($options.count)
KILL WORKER("asks")
KILL WORKER("server")
