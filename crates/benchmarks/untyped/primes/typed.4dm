// Counts prime numbers by dividing each candidate by the primes found so far
var $primes : Collection
var $candidate; $position; $divisor; $count; $sum : Integer
var $prime : Boolean

$primes:=New collection(2)
$count:=1
$sum:=2
For ($candidate; 3; 1400000; 2)
	$prime:=True
	$position:=0
	$divisor:=$primes[0]
	While ($prime && (($divisor*$divisor)<=$candidate))
		$prime:=(($candidate%$divisor)#0)
		$position:=$position+1
		If ($position<$count)
			$divisor:=$primes[$position]
		Else 
			$divisor:=$candidate
		End if 
	End while 
	If ($prime)
		$primes.push($candidate)
		$count:=$count+1
		$sum:=($sum+$candidate)%1000003
	End if 
End for 
LOG EVENT(Into system standard outputs; "primes "+String($count)+" "+String($sum)+"\n")
