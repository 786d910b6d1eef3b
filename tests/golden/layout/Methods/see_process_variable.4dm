// Reads and writes the process variable of the caller; its own local one is another
var $_a : Integer
tell("in method"; shared_name; $_a)
shared_name:="changed"
