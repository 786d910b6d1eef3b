// What is null by default: objects, collections, pointers, variants; not scalars
var $object : Object
var $col : Collection
var $pointer : Pointer
var $variant : Variant
var $text : Text
var $number : Integer
var $date : Date
show($object=Null; $col=Null; $pointer=Null; $variant=Null; $text=Null; $number=Null; $date=Null)
show(Undefined($variant); Value type($variant)=Is undefined)
