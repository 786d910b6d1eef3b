#DECLARE($one : Object; $other : Object)

Use ($one)
	$one.uses:=$one.uses+1
	IDLE  // What real work would do now and then
	Use ($other)
		$other.uses:=$other.uses+1
	End use
End use
