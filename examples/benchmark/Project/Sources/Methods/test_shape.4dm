// Each operation is measured for at least as long as was asked, and the fastest one has the factor 1
var $results : Collection

$results:=operations.run(1)
ASSERT($results.length=9; String($results.length))
ASSERT($results.every(Formula($1.value.rounds*$1.value.nanoseconds>=999999)))
ASSERT($results.min("factor")=1)
