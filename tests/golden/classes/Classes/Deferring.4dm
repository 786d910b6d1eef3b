property n : Integer
property log : Text

Class constructor()
	This.n:=7
	This.log:=""
	defer(This.note("c"))

Function f() : Object
	var $n : Integer:=1
	defer(This.note("f"+String($n)))
	defer(by_method(This))
	$n:=2
	This.log+="body"
	return This

Function note($text : Text)
	This.log+=" "+$text+String(This.n)
