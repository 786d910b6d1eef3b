// Some workers that share the jobs they are given
property name : Text
property size : Integer

Class constructor($name : Text; $size : Integer)
	This.name:=$name
	This.size:=$size
	
	// Runs a method with each job, and returns the results in the order of the jobs. The method gets a job and returns an object
Function run($method : Text; $jobs : Collection) : Collection
	var $task : Object
	var $signals : Collection
	var $signal : 4D.Signal
	var $number : Integer
	
	// All workers look at one task: "next" is the first job that nobody has taken yet
	$task:=New shared object("next"; 0)
	Use ($task)
		$task.jobs:=$jobs.copy(ck shared; $task)
		$task.results:=New shared collection
		$task.results.resize($jobs.length)
	End use 
	
	$signals:=[]
	For ($number; 1; This.size)
		$signal:=New signal(This.worker($number))
		CALL WORKER(This.worker($number); "workUntilDone"; $method; $task; $signal)
		$signals.push($signal)
	End for 
	
	// A signal that is already triggered does not wait, so the order of this loop does not matter
	For each ($signal; $signals)
		$signal.wait()
	End for each 
	return $task.results.copy()
	
	// The name of a worker; it comes into being with its first CALL WORKER
Function worker($number : Integer) : Text
	return This.name+" "+String($number)
	
	// Ends the workers
Function close()
	var $number : Integer
	
	For ($number; 1; This.size)
		KILL WORKER(This.worker($number))
	End for 
