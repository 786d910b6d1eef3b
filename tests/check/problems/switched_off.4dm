//%W-550.4
var $first : Text
//%W+550.4
var $second : Text
