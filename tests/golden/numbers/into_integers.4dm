//fourd:
// A Real in an Integer: halves go to the even number, the low 32 bits are kept
var $i : Integer
var $p : Pointer:=->$i
ARRAY LONGINT($longs; 3)
ARRAY INTEGER($shorts; 2)
For each ($number; [0.5; 1.5; 2.5; -0.5; -1.5; -2.5; 2.4; MAXLONG+1; -MAXLONG-2; 2^32+5; 2^40+0.5; 1e300])
	$i:=$number
	$longs{1}:=$number
	$longs{2}:=0
	$longs{2}+=$number
	tell($i; $longs{1}; $longs{2}; as_integer($number); integer_result($number); old_integer($number))
End for each
// Compound assignments
$i:=MAXLONG
$i+=1
tell($i)
$i-=1
tell($i)
$i:=5
$i/=2
tell($i)
$i*=1.25
tell($i)
// Pointers, parameters of any number
$p->:=3.5
tell($i)
$p->+=0.5
tell($i; integer_rest(0.5; 1.5))
// 16 bits
$shorts{1}:=2.5
$shorts{2}:=40000
tell($shorts{1}; $shorts{2})
// For each and Num
For each ($i; [2.5; 3.5; MAXLONG+2])
	tell($i)
End for each
$i:=Num("4.5")
tell($i)
// Process and interprocess variables that are declared
C_LONGINT(vLong)
var vInteger : Integer
var <>vInteger : Integer
var vReal : Real
vLong:=2.5
vInteger:=MAXLONG
vInteger+=1
<>vInteger:=3.5
vReal:=2.5
tell(vLong; vInteger; <>vInteger; vReal)
$p:=->vLong
$p->:=5.5
tell(vLong)
For (vLong; 0.5; 2.5)
End for
tell(vLong)
// Expressions stay wide
$i:=MAXLONG
tell($i+1; $i*2; as_integer($i)+1; MAXLONG+1)
