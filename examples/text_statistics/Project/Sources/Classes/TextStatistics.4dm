// What can be counted in a text
property text : Text
property words : Collection

Class constructor($text : Text)
	This.text:=$text
	This.words:=This._split($text)
	
	// Lines with something on them
Function get lineCount() : Integer
	return Split string(This.text; "\n"; sk ignore empty strings+sk trim spaces).length
	
Function get wordCount() : Integer
	return This.words.length
	
Function get differentCount() : Integer
	return This.words.distinct().length
	
	// The longest word, the first by alphabet if there are several
Function get longest() : Text
	return This.words.distinct().orderByMethod(Formula(Length($1.value)>Length($1.value2))).first()
	
	// The most frequent words as objects {word, count}, equally frequent ones by alphabet
Function mostFrequent($limit : Integer) : Collection
	return This._count(This.words; "word").orderBy("count desc, word").slice(0; $limit)
	
	// How many words have how many letters, as objects {length, count}
Function lengths() : Collection
	return This._count(This.words.map(Formula(Length($1.value))); "length").orderBy("length")
	
	// Counts each different value. The keys of an object are always texts, so the value itself is kept beside its number
Function _count($values : Collection; $name : Text) : Collection
	var $counts : Object
	var $value : Variant
	
	$counts:={}
	For each ($value; $values)
		If ($counts[String($value)]=Null)
			$counts[String($value)]:={count: 0}
			$counts[String($value)][$name]:=$value
		End if 
		$counts[String($value)].count+=1
	End for each 
	return OB Values($counts)
	
	// All words in lower case: each run of letters is one
Function _split($text : Text) : Collection
	var $words : Collection
	var $start; $position; $length : Integer
	
	$words:=[]
	$start:=1
	While (Match regex("\\p{L}+"; $text; $start; $position; $length))
		$words.push(Lowercase(Substring($text; $position; $length)))
		$start:=$position+$length
	End while 
	return $words
