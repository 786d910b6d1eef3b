var $nothing : Object
var $zero : Integer
var $empty : Text
ALERT(String($zero)+$empty+JSON Stringify($nothing))
