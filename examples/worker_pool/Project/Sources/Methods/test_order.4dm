// Holds under every schedule: fourd test --explore 50 examples/worker_pool
var $results : Collection

$results:=cs.WorkerPool.new("prime counter"; 2).run("countPrimes"; [{from: 0; to: 10}; {from: 11; to: 20}; {from: 24; to: 28}])
ASSERT($results.extract("count").equal([4; 4; 0]); JSON Stringify($results))
