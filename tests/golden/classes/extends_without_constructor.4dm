// Without a constructor of its own a class uses that of its parent
var $o : cs.Plain
$o:=cs.Plain.new("plain")
show($o.describe(); OB Class($o).name)
