//%attributes = {"invisible":true}
var $x : Real
var $t : Variant:="a"
$x:=Num:C11(1/$t)  // a comment
Case of
: (Num:C11($x)=1/$t)
End case
If ( $x=0 )&(1/$t=0)
End if
For($i;1;1/$t)
End for
show($x;\
  2 ; \
  1/$t)
$x:=Try(1/$t)
$f:=Formula:C1597(1/$t)
$f.call()
Repeat
Until (1/$t)
