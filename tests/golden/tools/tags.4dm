// Transformation tags: values, conditions, loops, code, errors and what comes out of tags
var $in; $out : Text
var $bytes : Blob
name:="<B>&"
ARRAY TEXT($array; 2)
$array{1}:="hello"
$array{2}:="world"
PROCESS 4D TAGS("<!--#4DTEXT name--> <!--#4DHTML name--> $4DEVAL(1+1) $4DTEXT($1)"; $out; "<i>")
show($out)
PROCESS 4D TAGS("<!--#4DEVAL a:=42--><!--#4DEVAL a+1--> <!--#4DEVAL(\"x)\")-->"; $out)
show($out)
PROCESS 4D TAGS("<!--#4DEVAL $1--><!--#4DLOOP $2--><!--#4DEVAL $2->{$2->}--> <!--#4DENDLOOP-->"; $out; "elements = "; ->$array)
show($out)
PROCESS 4D TAGS("<!--#4DEVAL $i:=0--><!--#4DLOOP ($i<4)-->[<!--#4DEVAL $i-->]<!--#4DEVAL $i:=$i+1--><!--#4DENDLOOP-->"; $out)
show($out)
$in:="<!--#4DCODE\nvar $sum; $n : Integer\rFor each ($n; $1)\r\n$sum:=$sum+$n\nEnd for each\n-->Sum <!--#4DTEXT $sum-->"
PROCESS 4D TAGS($in; $out; [1; 2; 3])
show($out)
$in:="<!--#4DEACH $row in $1--><!--#4DIF ($row.a=1)-->one<!--#4DELSEIF ($row.a=2)-->two<!--#4DELSE-->many<!--#4DENDIF--> <!--#4DENDEACH-->"
PROCESS 4D TAGS($in; $out; [{a: 2}; {a: 1}; {a: 9}])
show($out)
// Errors show after their tags, and the rest goes on
PROCESS 4D TAGS("<!--#4DTEXT 1+-->|<!--#4DTEXT 1+\"a\"-->|<!--#4DIF (2)-->x<!--#4DENDIF-->|<!--#4DIF (True)-->y"; $out)
show($out)
PROCESS 4D TAGS("<!--#4DLOOP $1-->x<!--#4DENDLOOP-->|<!--#4DINCLUDE no_such_file.html-->|<!--#4DSCRIPT/no_such_method/x-->|end"; $out; 5)
show($out)
// Tags in the result of a comment tag run again, those in the result of a $ tag do not
name:="<!--#4DEVAL 6*7--> $4DEVAL(1)"
PROCESS 4D TAGS("<!--#4DHTML name-->|$4DHTML(name)|<!--#4DTEXT name-->"; $out)
show($out)
PROCESS 4D TAGS("<!-- plain --> costs $4DOLLARS <!--#5-->"; $out)
show($out)
CONVERT FROM TEXT("é $4DTEXT(2)"; "UTF-8"; $bytes)
PROCESS 4D TAGS($bytes; $bytes)
show(Convert to text($bytes; "UTF-8"))
