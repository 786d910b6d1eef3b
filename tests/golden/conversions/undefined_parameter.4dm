//fourd:
// An undefined argument is empty in a typed parameter
var $o : Object:={}
show_text($o.no)
show_number($o.no)
show_text
show_number
