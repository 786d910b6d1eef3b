// A template that gives nothing is given back as it is
var $t : Text
PROCESS 4D TAGS("<!--#4dif false-->abc<!--#4dendif-->"; $t)
show($t)
PROCESS 4D TAGS("<!--#4DIF (False)-->abc<!--#4DENDIF-->."; $t)
show($t)
