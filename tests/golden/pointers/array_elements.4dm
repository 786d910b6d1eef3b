// To an element of an array, and to the array
var $ElemPtr; $ArrPtr : Pointer
ARRAY REAL($anArray; 4)
$ElemPtr:=->$anArray{1}
$ElemPtr->:=8
$ArrPtr:=->$anArray
$ArrPtr->{4}:=84
$ArrPtr->{2}:=3
show($anArray{1}; $anArray{4}; Size of array($ArrPtr->); $ArrPtr->{2})
SORT ARRAY($ArrPtr->; <)
show($anArray{1}; $anArray{2}; $anArray{3}; $anArray{4})
