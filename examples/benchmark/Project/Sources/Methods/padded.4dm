// A text with blanks up to a width: on its right, or on its left where the width is negative
#DECLARE($text : Text; $width : Integer) : Text

return ($width<0) ? (" "*(-$width-Length($text)))+$text : $text+(" "*($width-Length($text)))
