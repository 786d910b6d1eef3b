//fourd:
// Variables of all processes begin with <>
<>total:=3
<>total+=1
tell(<>total; <>TOTAL)
change_total
tell(<>total)
