//fourd:
// * repeats a text
tell("na"*4)
tell("x"*1)
tell("["+("x"*0)+"]")
tell("-="*2+"-")
var $times : Integer:=3
tell("go "*$times)
