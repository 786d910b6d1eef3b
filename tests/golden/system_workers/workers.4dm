// 4D.SystemWorker: external processes, what goes in and out, and callbacks
var $worker : 4D.SystemWorker
var $options : Object
var $blob : Blob

$worker:=4D.SystemWorker.new("/bin/echo \"a  b\" c").wait(10)
show([$worker.response; $worker.responseError; $worker.exitCode; $worker.terminated; $worker.commandLine; $worker.dataType; $worker.encoding])
show(Undefined($worker.errors))

$worker:=4D.SystemWorker.new("/bin/cat"; {dataType: "blob"})
show([$worker.terminated; Undefined($worker.exitCode); Undefined($worker.encoding); $worker.pid>0])
TEXT TO BLOB("bytes"; $blob; UTF8 text without length)
$worker.postMessage($blob)
$worker.postMessage(" and text é")
$worker.closeInput()
$worker.wait(10)
$blob:=$worker.response
show(BLOB to text($blob; UTF8 text without length))

// Callbacks: This is the object with the options
$options:={out: ""; err: ""; calls: []}
$options.onData:=Formula(This.out:=This.out+$2.data)
$options.onDataError:=Formula(This.err:=This.err+$2.data)
$options.onResponse:=Formula(This.calls.push($2.type+" "+String($1.exitCode)))
$options.onTerminate:=Formula(This.calls.push($2.type))
$worker:=4D.SystemWorker.new("/bin/sh -c \"echo out; echo err >&2; exit 3\""; $options)
$worker.wait(10)
show([$options.out; $options.err; $options.calls])

// A worker that does not end, and one that is ended by its time limit
$worker:=4D.SystemWorker.new("/bin/sleep 60")
$worker.wait(0.05)
show($worker.terminated)
$worker.terminate()
$worker.wait(10)
show([$worker.terminated; Undefined($worker.exitCode)])
$worker:=4D.SystemWorker.new("/bin/sleep 60"; {timeout: 0.05})
$worker.wait(10)
show([$worker.terminated; Undefined($worker.exitCode); $worker.timeout])

// Folder and variables
$worker:=4D.SystemWorker.new("/bin/pwd"; {currentDirectory: Folder("/usr")}).wait(10)
show([$worker.response; $worker.currentDirectory.path])
$worker:=4D.SystemWorker.new("/usr/bin/env"; {variables: {KEY_ONE: "conf value"; KEY_TWO: 12}}).wait(10)
show([$worker.response="@KEY_ONE=conf value@"; $worker.response="@KEY_TWO=12@"])

// What is not possible
Try
	$worker:=4D.SystemWorker.new("/no/such/program")
Catch
	show(Last errors[0].errCode)
End try
Try
	$worker:=4D.SystemWorker.new("/bin/echo"; {variables: {KEY: "a=b"}})
Catch
	show(Last errors[0].errCode)
End try
For each ($options; [{encoding: "nothing"}; {currentDirectory: "/usr"}; {dataType: "picture"}; {variables: {KEY: {a: 1}}}])
	Try
		$worker:=4D.SystemWorker.new("/bin/echo"; $options)
	Catch
		show(Last errors[0].message)
	End try
End for each
