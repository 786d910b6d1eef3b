//fourd:
// Variables that were only declared
var $boolean : Boolean
var $date : Date
var $integer : Integer
var $time : Time
var $real : Real
var $text : Text
var $object : Object
var $collection : Collection
var $pointer : Pointer
var $variant : Variant
tell($boolean; $date=!00-00-00!; $integer; $time; $real; $text="")
tell($object=Null; $collection=Null; $pointer=Null; Is nil pointer($pointer))
tell(Undefined($variant); $collection.length)
