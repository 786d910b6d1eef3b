var $label : Text
$label:="abc"-"c"
