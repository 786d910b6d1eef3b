// Errors of regular expressions: ICU's names, and three arrays with the last errors
var $found : Boolean
$found:=Try(Match regex("(a"; "a"; 1))
show(String(Last errors[0].errCode)+" "+Last errors[0].message)
ON ERR CALL("noteError")
$found:=Match regex("[a"; "a"; 1)
