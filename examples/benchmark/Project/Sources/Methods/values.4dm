//fourd: --seed 1
// Times differ from run to run, values do not: this is what each operation gives in its first round
var $operation : Object

For each ($operation; operations.operations)
	say(padded($operation.name; 24)+padded(String($operation.formula.call(Null; 1)); -14))
End for each 
