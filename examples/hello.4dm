// A first script: cargo run -- run examples/hello.4dm
var $orders : Collection:=[{city: "Paris"; total: 120}; {city: "Oslo"; total: 80}; {city: "Paris"; total: 40}]
var $city : Text

For each ($city; $orders.distinct("city"))
	ALERT($city+": "+String($orders.query("city = :1"; $city).sum("total")))
End for each 
