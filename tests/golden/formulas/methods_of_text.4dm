//fourd:
// Methods made of text (API/MethodClass)
var $m; $named : 4D.Method
var $o; $check : Object
var $result : Variant
$o:={}
$o.multiplication:=4D.Method.new("#DECLARE ($number1:Integer;$number2:Integer):Integer"+Char(13)+"return $number1*$number2")
show(JSON Stringify($o.multiplication(2; 3)))
show(JSON Stringify(4D.Method.new("#DECLARE ($a:Integer;$b:Integer):Integer\r\nreturn $a*$b").call(Null; 10; 5)))
$o:={name: "John"; concat: 4D.Method.new("#DECLARE ($str1:text):text\nreturn $str1+This.name")}
show(JSON Stringify($o.concat("Hello ")))
show(JSON Stringify($o.concat.call({name: "Jane"}; "Hi ")))
show(JSON Stringify($o.concat.apply({name: "Joe"}; ["Hey "])))
$m:=4D.Method.new("return 1")
$named:=4D.Method.new("return Current method name"; "m_named")
show(JSON Stringify([$m.name; $named.name; OB Is defined($m; "name"); OB Is shared($m)]))
show(JSON Stringify([OB Instance of($m; 4D.Function); OB Instance of($m; 4D.Method); OB Instance of($m; 4D.Formula); OB Class($m).name]))
show(JSON Stringify($named.call()))
show(JSON Stringify(4D.Method.new("return Current method name").call()))
$check:=4D.Method.new("var $a:=2026\r$a:=current date").checkSyntax()
show(JSON Stringify($check))
show(JSON Stringify(4D.Method.new("$x:=1+").checkSyntax()))
show(JSON Stringify(4D.Method.new("return 1").checkSyntax()))
show(JSON Stringify(4D.Method.new("").checkSyntax().success))
show(JSON Stringify(4D.Method.new("").call()))
Try
	$result:=4D.Method.new("$x:=1+").call()
Catch
	show(JSON Stringify("syntax: "+String(Last errors[0].errCode)))
End try
Try
	$result:=4D.Method.new("return 1/\"a\"").call()
Catch
	show(JSON Stringify("within: "+String(Last errors[0].errCode)))
End try
Try
	EXECUTE METHOD("m_named")
Catch
	show(JSON Stringify("no project method: "+String(Last errors[0].errCode)))
End try
Try
	$m.name:="other"
Catch
	show(JSON Stringify("name: "+String(Last errors[0].errCode)))
End try
Try
	$m.source:="return 2"
Catch
	show(JSON Stringify("source: "+String(Last errors[0].errCode)))
End try
show(JSON Stringify([$m.call(); $m.source]))
show(JSON Stringify([1; 2; 3].map(4D.Method.new("#DECLARE($each : Object)->$r : Integer\n$r:=$each.value*10"))))
show(JSON Stringify(4D.Method.new("#DECLARE(... : Integer)->$n : Integer\n$n:=Count parameters").apply(Null; [1; 2; 3])))
show(JSON Stringify(4D.Method.new("return This.a").call({a: 7})))
show(JSON Stringify(4D.Method.new("return This").call()))
Use (Storage)
	Storage.m:=$m
End use
show(JSON Stringify(Storage.m.call()))
show(JSON Stringify(4D.Method.new("return taken_b(1)").checkSyntax().success))
show(JSON Stringify(4D.Method.new("return doubled(4)").call()))
show(JSON Stringify(4D.Method.new("#DECLARE($n : Integer)->$r : Integer\n$r:=($n<2) ? 1 : ($n*This.f($n-1))").call({f: 4D.Method.new("#DECLARE($n : Integer)->$r : Integer\n$r:=($n<2) ? 1 : ($n*This.f($n-1))")}; 5)))
show(JSON Stringify([3; 1; 2].orderByMethod(4D.Method.new("#DECLARE($pair : Object)\n$pair.result:=$pair.value>$pair.value2"))))
CALL WORKER("texts"; 4D.Method.new("#DECLARE($n : Integer)\nUse (Storage)\nStorage.n:=New shared object(\"v\"; $n)\nEnd use"); 42)
While (Storage.n=Null)
	DELAY PROCESS(Current process; 1)
End while
show(JSON Stringify(Storage.n.v))
KILL WORKER("texts")
Try
	show(JSON Stringify([1].map(4D.Method.new("$x:=1+"))))
Catch
	show(JSON Stringify("not made: "+String(Last errors[0].errCode)))
End try
