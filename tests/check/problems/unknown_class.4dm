var $person : Object
$person:=cs.Persom.new("Ada")
