// A variable that was never assigned leaves a parameter unassigned; Null is Null.
var $object; $null; $other : Object
ASSERT(objectState($object)="255 5")
ASSERT(objectState="255 5")
$other:=$object
ASSERT(objectState($other)="255 5")
$null:=Null
$other:=$null
ASSERT(objectState($other)="255 error")
ASSERT(objectState($null)="255 error")
ASSERT(objectState(Null)="255 error")
ASSERT(objectState({property: 1})="38 1")
