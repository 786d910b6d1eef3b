// return inside a formula, as the object literals of the documentation have it
var $o : Object
$o:={\
	ob1: {age: 42}; \
	ob2: New object("message"; "Hello"); \
	form1: Formula(return This.ob1.age+10); \
	form2: Formula(show($1)); \
	col: [1; 2; 3; 4; 5; 6]\
	}
show($o.form1())
$o.form2($o.ob2.message)
show($o.col[5])
