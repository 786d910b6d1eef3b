var $people : Object
$people:=ds.People.query("age > :1"; 30)
ALERT(String($people.length))
ALERT(JSON Stringify(ds.getInfo()))
ALERT(OB Class(4D.Entity).name)
