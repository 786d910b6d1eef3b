// A formula that makes formulas
var $adder : 4D.Function
$adder:=make_adder(5)
show($adder.call(Null; 1); make_adder(10).call(Null; 1))
show(Formula(Formula($1+1)).call().call(Null; 2))
