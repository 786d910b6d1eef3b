C_TEXT:C284($1;$name)
if(Count parameters:C259>=1)
  // written by an old edition
  $name:=$1
Else    // nothing was given
$name:=greet_default (False:C215) +"!"
End if // done
/* stands where it was */
   /* so does this */ $name:=Uppercase:C13($name;*)
$tree:=New object:C1471(\
"a";1;\
"b";New collection:C1472(1;-1))
If($name="")\
|($name="?")
return
End if 
QUERY:C277([People:1];[People:1]Name:2=$name;*)
QUERY:C277([People:1];&;[People:1]Age:3>18)
$x:=Is text:K8:3 // kept
