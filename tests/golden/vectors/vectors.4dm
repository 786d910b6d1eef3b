// 4D.Vector: numbers that cannot be changed, and how close two of them are.
var $a; $b; $same : 4D.Vector
$a:=4D.Vector.new([0.123; -0.456; 0.789])
$b:=4D.Vector.new([0.598; -0.951; 0.789])
show(String($a.length))
show(String($a[1]))
show(JSON Stringify($a.toCollection()))
show(String(Round($a.cosineSimilarity($b); 4)))
show(String(Round($a.dotSimilarity($b); 4)))
show(String(Round($a.euclideanDistance($b); 4)))

// It is shared: other processes may have it, and nobody can change it.
show(String(OB Is shared($a)))
Use (Storage)
	Storage.vector:=$a
End use
$same:=Storage.vector
show(String($same.length)+" "+String(OB Instance of($same; 4D.Vector)))
Try
	$a.length:=5
Catch
	show(String(Last errors[0].errCode))
End try

// Vectors of other sizes, and what is no number, are errors.
Try
	$a.dotSimilarity(4D.Vector.new([1]))
Catch
	show(Last errors[0].message)
End try
Try
	$b:=4D.Vector.new([1; "two"])
Catch
	show(Last errors[0].message)
End try
