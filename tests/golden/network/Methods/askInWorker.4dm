// Sends a request whose callbacks tell the program about it; the worker listens when this has ended
#DECLARE($url : Text)
var $options : Object

$options:={}
$options.onHeaders:=Formula(tell($2.type))
$options.onResponse:=Formula(tell($2.type+" "+$1.response.body))
$options.onTerminate:=Formula(tell($2.type+" "+Current process name))
4D.HTTPRequest.new($url; $options)
