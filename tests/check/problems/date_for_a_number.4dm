var $root : Real
$root:=Square root(!2024-02-29!)
