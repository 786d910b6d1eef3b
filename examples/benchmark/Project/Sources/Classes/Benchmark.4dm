// Measures formulas. One run of a short formula is too short for a clock of milliseconds, so it runs again and again
property operations : Collection

Class constructor()
	This.operations:=[]
	
	// An operation to be measured. It gets a number, another one each time, and has to return something
Function add($name : Text; $formula : 4D.Function) : cs.Benchmark
	This.operations.push({name: $name; formula: $formula})
	return This
	
	// Measures all operations for so many milliseconds each; returns objects {name, rounds, nanoseconds, factor}
Function run($milliseconds : Integer) : Collection
	var $results : Collection
	var $fastest : Real
	
	// The functions of a collection call their formulas with the element as value and what follows as further parameters
	$results:=This.operations.map(Formula($2.measure($1.value; $3)); This; $milliseconds)
	$fastest:=$results.min("nanoseconds")
	return $results.map(Formula(withFactor($1.value; $2)); $fastest)
	
	// Doubles the number of rounds until they take long enough
Function measure($operation : Object; $milliseconds : Integer) : Object
	var $rounds; $round; $begin; $taken : Integer
	var $value : Variant
	
	$rounds:=1
	Repeat 
		$rounds*=2
		$begin:=Milliseconds
		For ($round; 1; $rounds)
			$value:=$operation.formula.call(Null; $round)
		End for 
		$taken:=Milliseconds-$begin
	Until ($taken>=$milliseconds)
	return {name: $operation.name; rounds: $rounds; nanoseconds: $taken*1000000/$rounds}
