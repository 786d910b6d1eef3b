// How often each word occurs in a text, the most frequent ones first
var $syllables; $written; $words; $ranking : Collection
var $counts; $entry : Object
var $word : Text
var $i; $seed; $rank; $check : Integer

$syllables:=Split string("ka lo mi ne ru sa to vi be du"; " ")
$written:=New collection
$seed:=7
For ($i; 1; 1000000)
	$seed:=(($seed*1366)+150889)%714025
	$word:=$syllables[$seed%10]+$syllables[($seed\10)%10]
	If (($seed%3)=0)
		$word:=$word+$syllables[($seed\100)%10]
	End if 
	$written.push($word)
End for 
$words:=Split string($written.join(" "); " ")

$counts:=New object
For each ($word; $words)
	If ($counts[$word]=Null)
		$counts[$word]:=1
	Else 
		$counts[$word]:=$counts[$word]+1
	End if 
End for each 
$ranking:=New collection
For each ($word; $counts)
	$ranking.push({word: $word; count: $counts[$word]})
End for each 
$ranking:=$ranking.orderBy("count desc, word asc")
For each ($entry; $ranking)
	$rank:=$rank+1
	$check:=($check+($entry.count*$rank)+Character code($entry.word))%1000003
End for each 
LOG EVENT(Into system standard outputs; "words "+String($ranking.length)+" "+$ranking.first().word+" "+String($check)+"\n")
