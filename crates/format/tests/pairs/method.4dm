//%attributes = {"lang":"en"}

#declare( $numbers:Collection;$limit : Integer )  -> $sum:Real

// Adds what is not too large.
VAR $number;$step:Real
var $texts : Collection :=[ "a" ;"b" ]
  
for each($number;$numbers)while($sum<$limit)
case of
// Nothing to add.
:( $number=0 )
continue
:( $number<0 )|($number>$limit)// too large

  $sum+=0
else
$sum := $sum+$number
end case
END FOR EACH

if (not($sum = 0)) && ($texts.length>0)
$texts.push({kind:"sum";value:$sum>10?10:$sum;parts:[1;2]})
alert($texts[0]+\
  string($sum)+\
"!")
end if
Begin SQL
   SELECT  *  FROM T
  end sql
return $sum
