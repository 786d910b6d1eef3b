//fourd:
// Types that cannot be combined give errors
var $values : Collection:=[True; {}; []]
var $v : Variant
For each ($v; $values)
	Try
		tell(1+$v)
	Catch
		tell("no sum with"; Value type($v))
	End try
End for each
