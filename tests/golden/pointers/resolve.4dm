// RESOLVE POINTER tells what a pointer points to
var $name : Text
var $table; $field : Integer
vMine:=1
RESOLVE POINTER(->vMine; $name; $table; $field)
show($name; $table; $field)
ARRAY TEXT(aTexts; 3)
RESOLVE POINTER(->aTexts{2}; $name; $table; $field)
show($name; $table)
