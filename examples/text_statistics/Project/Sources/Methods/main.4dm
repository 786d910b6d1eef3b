// Reads a text of the project and shows its size, its most frequent words and the lengths of its words
var $text : Text
var $statistics : cs.TextStatistics
var $words : Collection
var $word : Object
var $table : cs.Table

$text:=File("/RESOURCES/river.txt").getText()
$statistics:=cs.TextStatistics.new($text)
say(String($statistics.lineCount)+" lines, "+String($statistics.wordCount)+" words, "+String($statistics.differentCount)+" different ones")
say("longest word: "+$statistics.longest)

$words:=$statistics.mostFrequent(8)
$table:=cs.Table.new(["word"; "times"; "part"])
For each ($word; $words)
	$table.add([$word.word; String($word.count); String(Round($word.count/$statistics.wordCount*100; 1); "##0.0")+"%"])
End for each 
say($table.toText())

$table:=cs.Table.new(["letters"; "words"; ""])
For each ($word; $statistics.lengths())
	$table.add([String($word.length); String($word.count); "*"*$word.count])
End for each 
say($table.toText())
