//fourd:
// Integers and reals mix in one expression
var $count : Integer:=3
var $price : Real:=2.5
tell($count*$price; $price*$count; $count+$price)
tell($count/2; $count\2; Int($price); Dec($price))
tell(Round($price; 0); Trunc($price; 0))
tell(Abs(-$price); Abs(-$count))
