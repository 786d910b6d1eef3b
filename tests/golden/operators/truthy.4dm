// What counts as true for && || and ?
var $object; $null : Object
var $col : Collection
var $p : Pointer
$object:={a: 1}
show(False ? 1 : 0; Null ? 1 : 0; $object.none ? 1 : 0; $null ? 1 : 0; $col ? 1 : 0; $p ? 1 : 0)
show(!00-00-00! ? 1 : 0; "" ? 1 : 0; [] ? 1 : 0; {} ? 1 : 0)
show(True ? 1 : 0; 0 ? 1 : 0; "a" ? 1 : 0; !2024-01-01! ? 1 : 0; [0] ? 1 : 0; $object ? 1 : 0; ?00:00:00? ? 1 : 0; (->$object) ? 1 : 0)
