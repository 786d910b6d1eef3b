// With how many elements a method is to work: the parameter of the command line
#DECLARE()->$size : Integer
var $parameter : Text
var $ignored : Real

$ignored:=Get database parameter(User param value; $parameter)
$size:=Num($parameter)
