// The statistics of the documentation
var $nums : Collection
$nums:=New collection(10; 5001; 6665; 33; 1; 42; 7850)
var $item; $even; $odd; $under; $over : Integer
For each ($item; $nums)
	If ($item%2=0)
		$even:=$even+1
	Else
		$odd:=$odd+1
	End if
	Case of
		: ($item<5000)
			$under:=$under+1
		: ($item>6000)
			$over:=$over+1
	End case
End for each
show($even; $odd; $under; $over)
