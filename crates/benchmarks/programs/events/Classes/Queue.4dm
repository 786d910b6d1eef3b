property events : Collection

Class constructor
	This.events:=New collection

Function add($event : Object)
	var $events : Collection
	var $place; $parent : Integer
	$events:=This.events
	$place:=$events.length
	$events.push($event)
	While ($place>0)
		$parent:=($place-1)\2
		If ($events[$parent].time<=$event.time)
			break
		End if 
		$events[$place]:=$events[$parent]
		$place:=$parent
	End while 
	$events[$place]:=$event

// Takes the earliest event out
Function next()->$first : Object
	var $events : Collection
	var $event : Object
	var $place; $child; $length : Integer
	$events:=This.events
	$first:=$events[0]
	$event:=$events.pop()
	$length:=$events.length
	If ($length>0)
		$child:=1
		While ($child<$length)
			If (($child+1)<$length)
				If ($events[$child+1].time<$events[$child].time)
					$child:=$child+1
				End if 
			End if 
			If ($event.time<=$events[$child].time)
				break
			End if 
			$events[$place]:=$events[$child]
			$place:=$child
			$child:=($place*2)+1
		End while 
		$events[$place]:=$event
	End if 
