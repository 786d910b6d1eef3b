//fourd: --seed 1
// Counts prime numbers in eight ranges with three workers. Who counts which one is decided while it runs, and the jobs
// end in any order, but the results stand in the order of the jobs: the output is the same under every seed
var $pool : cs.WorkerPool
var $jobs; $results : Collection
var $number : Integer

$jobs:=[]
For ($number; 0; 7)
	$jobs.push({from: $number*500; to: ($number*500)+499})
End for 

$pool:=cs.WorkerPool.new("prime counter"; 3)
$results:=$pool.run("countPrimes"; $jobs)
For ($number; 0; $jobs.length-1)
	say("primes from "+String($jobs[$number].from)+" to "+String($jobs[$number].to)+": "+String($results[$number].count))
End for 
say("together: "+String($results.sum("count")))
$pool.close()
