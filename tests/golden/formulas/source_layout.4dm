//fourd:
// The source is the text as 4D lays it out
show(Formula(string(current time;hh mm am pm)).source)
show(Formula( $a +  $b*2 ).source)
show(Formula from string("  a+1 & b|c ").source)
show(Formula(This.total:= This.price * This.quantity).source)
show(Formula(($1>2)?{a:$1;b:[1;2]}:Null).source)
show(4D.Method.new("#DECLARE ():Real\nreturn random*current time").source)
show(4D.Method.new("#DECLARE ($a:Real;$b:Text) -> $c:Text\nIf ($a>3)&($b=\"x\")\n$a += 1\nelse\nreturn $b\nend if").source)
