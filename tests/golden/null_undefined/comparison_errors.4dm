// Greater and less with Null, and of Undefined with Null, are errors
var $o : Object
var $v : Variant
$o:={null: Null}
show(compared(Formula($o.null>1)); compared(Formula($o.null<=1)); compared(Formula($o.none>$o.null)); compared(Formula($o.none>$v)); compared(Formula($o.none>True)))
show(compared(Formula($v<42)))
