// Copy parameters gives the arguments as a collection
show(JSON Stringify(copied("a"; 1; True)); JSON Stringify(copied_from(3; "b"; "c")); copied.length)
