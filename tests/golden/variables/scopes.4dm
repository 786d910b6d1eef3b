// Local to the method, process to the process, interprocess to all
$local:="mine"
process:="set outside"
<>inter:="set outside"
change_all
show($local; process; <>inter)
