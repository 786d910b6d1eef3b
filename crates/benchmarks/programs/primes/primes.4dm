// The first 120,000 primes, each number divided by the primes found so far
var $primes : Collection
var $number; $position; $prime; $sum : Integer
var $divided : Boolean

$primes:=New collection(2)
$number:=3
While ($primes.length<120000)
	$divided:=False
	$position:=0
	$prime:=2
	While (Not($divided) & (($prime*$prime)<=$number))
		$divided:=($number%$prime)=0
		$position:=$position+1
		$prime:=$primes[$position-1]
	End while 
	If (Not($divided))
		$primes.push($number)
		$sum:=($sum+$number)%1000007
	End if 
	$number:=$number+2
End while 
LOG EVENT(Into system standard outputs; "primes "+String($primes.last())+" "+String($sum)+"\n")
