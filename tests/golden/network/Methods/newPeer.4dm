// The options of a connection, each with its own place for what has come
#DECLARE->$options : Object

$options:={received: {text: ""}}
$options.onData:=Formula(webServer($1; $2; This.received))
