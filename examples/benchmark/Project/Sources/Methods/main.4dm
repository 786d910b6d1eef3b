// Measures each operation for 50 milliseconds and shows a table, the fastest operation first
var $result : Object

say(padded("operation"; 24)+padded("time in ns"; -14)+padded("factor"; -12))
For each ($result; operations.run(50).orderBy("nanoseconds"))
	say(padded($result.name; 24)+padded(String(Round($result.nanoseconds; 0)); -14)+padded(String($result.factor; "######0.0"); -12))
End for each 
