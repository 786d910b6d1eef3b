//fourd:
// A name in a literal may be a text
tell({"first name": "Jo"; "2nd": 2; _low: 3; $money: 4})
var $o : Object:={"first name": "Jo"}
tell($o["first name"])
tell($o["First Name"])
