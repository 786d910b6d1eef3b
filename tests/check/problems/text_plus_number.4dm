var $label : Text
$label:="Item "+12
