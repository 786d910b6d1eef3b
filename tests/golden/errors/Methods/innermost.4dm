// two lines down
var $chain : Collection:=Call chain
show($chain[0].name; $chain[0].type; $chain[0].line)
show($chain[1].name; $chain[1].type; $chain[1].line)
