// Measurements as JSON text, read, grouped by station and written as a report, again and again
var $data; $item; $stations; $station; $report : Object
var $list : Collection
var $text; $name : Text
var $i; $round; $seed; $check : Integer

$list:=New collection
$seed:=17
For ($i; 1; 3000)
	$seed:=(($seed*1366)+150889)%714025
	$list.push({id: $i; station: "station "+String($seed%50); readings: [$seed%100; $seed%77; ($seed%41)+0.5]; remark: "\"ok\"\t"+String($seed); valid: (($seed%9)#0)})
End for 
$data:={title: "measurements"; list: $list}

For ($round; 1; 30)
	$data.round:=$round
	$text:=JSON Stringify($data)
	$check:=($check+Length($text))%1000003
	$stations:=New object
	For each ($item; JSON Parse($text).list)
		If ($item.valid)
			$station:=$stations[$item.station]
			If ($station=Null)
				$station:={count: 0; sum: 0; remarks: []}
				$stations[$item.station]:=$station
			End if 
			$station.count:=$station.count+1
			$station.sum:=$station.sum+$item.readings.sum()
			$station.remarks.push($item.remark)
		End if 
	End for each 
	$report:={round: $round; stations: []}
	For each ($name; $stations)
		$station:=$stations[$name]
		$report.stations.push({name: $name; mean: Int($station.sum/$station.count); remarks: $station.remarks})
	End for each 
	$text:=JSON Stringify($report)
	$check:=($check+Length($text)+$report.stations[$round%50].mean)%1000003
End for 
LOG EVENT(Into system standard outputs; "report "+String($report.stations.length)+" "+String($check)+"\n")
