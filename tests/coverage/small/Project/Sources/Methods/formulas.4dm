var $double : Object
$double:=Formula($1*2)
$never:=Formula(This.a+\
	This.b)
$sum:=[1; 2; 3].map(Formula($1.value*\
	2)).sum()
ASSERT($double.call(Null; 4)=8)
ASSERT($sum=12)
$text:=Formula from string("1+1")
ASSERT($text.call()=2)
$code:=4D.Method.new("$a:=1\nreturn $a")
ASSERT($code.call()=1)
