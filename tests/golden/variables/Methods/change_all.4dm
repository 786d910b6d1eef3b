var $local : Text
show("["+$local+"]"; process; <>inter)
$local:="other"
process:="set inside"
<>inter:="set inside"
