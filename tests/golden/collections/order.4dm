// Orders of collections
var $c; $city; $country; $continent; $name; $address : Collection

$c:=New collection("Tom"; 5; "Mary"; 3; "Henry"; 1; "Jane"; 4; "Artie"; 6; "Chip"; 2)
LOG EVENT(Into system standard outputs; $c.sort().join(",")+"\n")
LOG EVENT(Into system standard outputs; $c.sort(ck descending).join(",")+"\n")
$c:=New collection(33; 4; 66; 1111; 222)
LOG EVENT(Into system standard outputs; $c.orderBy().join(",")+"\n")
LOG EVENT(Into system standard outputs; $c.sort(Formula(String($1.value)<String($1.value2))).join(",")+"\n")
$c:=New collection("Orange"; "Apple"; "Grape"; "pear"; "Banana"; "fig"; "Blackberry"; "Passion fruit")
LOG EVENT(Into system standard outputs; $c.orderByMethod(Formula(Length(String($1.value))>Length(String($1.value2)))).join(",")+"\n")
$c:=[!2020-01-01!; [1]; {a: 1}; 5; "text"; True; Null; False; "Text"; -1]
LOG EVENT(Into system standard outputs; $c.orderBy().join(" ")+"\n")
LOG EVENT(Into system standard outputs; $c.orderBy(ck descending).join(" ")+"\n")
$c:=[{n: 2; t: "b"}; {n: 1; t: "b"}; {n: 3; t: "a"}; {t: "a"}]
LOG EVENT(Into system standard outputs; $c.orderBy("t desc, n").extract("n"; ck keep null).join(",")+"\n")
LOG EVENT(Into system standard outputs; $c.orderBy([{propertyPath: "n"; descending: True}]).extract("n"; ck keep null).join(",")+"\n")
Try
	$c:=$c.orderBy("n sideways")
Catch
	LOG EVENT(Into system standard outputs; "wrong direction refused\n")
End try

$c:=["A"; "C"; "B"]
$city:=[1; 2; 3]
$c.multiSort([$city])
LOG EVENT(Into system standard outputs; $c.join(",")+" "+$city.join(",")+"\n")
$city:=["Paris"; "Lyon"; "Rabat"; "Eching"; "San Diego"]
$country:=["France"; "France"; "Morocco"; "Germany"; "US"]
$continent:=["Europe"; "Europe"; "Africa"; "Europe"; "America"]
$continent.multiSort([$country; {collection: $city; order: ck ascending}])
LOG EVENT(Into system standard outputs; $continent.join(",")+" "+$country.join(",")+" "+$city.join(",")+"\n")
$name:=[{f: "John"; l: "Smith"}; {f: "Alain"; l: "Martin"}; {f: "Jane"; l: "Doe"}; {f: "John"; l: "Doe"}]
$address:=["Paris"; "Lyon"; "Eching"; "Berlin"]
$name.multiSort(Formula($1.value.f<$1.value2.f); [$address])
LOG EVENT(Into system standard outputs; $name.extract("l").join(",")+" "+$address.join(",")+"\n")
Try
	$c.multiSort([[1; 2]])
Catch
	LOG EVENT(Into system standard outputs; "other length refused\n")
End try
