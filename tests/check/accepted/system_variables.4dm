var OK; Error : Integer
var Document : Text
var Modifiers
OK:=1
ALERT(Document+String(Error)+String(Modifiers))
