// Position, Compare strings, Split string and the keywords of a text
var $length; $position : Integer
var $words : Collection

show(String(Position("ll"; "Willow"))+String(Position("x"; "Willow"))+String(Position(""; "")))
show(String(Position("day"; "Today is the first day"; 4))+" "+String(Position("DAY"; "Today"; *)))
$position:=Position("œ"; "Bœuf"; 1; $length)
show(String($position)+" "+String($length))
$position:=Position("ae"; "see æther"; 1; $length)
show(String($position)+" "+String($length))
$position:=Position("ae"; "see æther"; 1; $length; *)
show(String($position)+" "+String($length))
show(String(Position("where"; "somewhere, where"; 1; $length; sk whole word)))
show(String(Position("@"; "user@site"))+" "+String(Position("abc@"; "abcdef")))
show(String(Position("A"; "banana"; 0; $length; sk char codes+sk case insensitive)))

show(String(Compare strings("a"; "B"))+String(Compare strings("a"; "A"))+String(Compare strings("b"; "a")))
show(String(Compare strings("a"; "A"; sk strict)#0)+" "+String(Compare strings("a"; "à"; sk diacritic insensitive)))
show(String(Compare strings("alpha Bravo"; "Alpha Bravo"; sk char codes)))
show(String(Compare strings("alpha Bravo"; "Alpha Bravo"; sk char codes+sk case insensitive)))

show(Split string("John;Doe;; NJ"; ";").join("|"))
show(Split string("John;Doe;; NJ "; ";"; sk ignore empty strings+sk trim spaces).join("|"))
show(Split string("a<>b<>c"; "<>").join("|")+" "+Split string("abc"; "").join("|")+" "+Split string("abc"; ";").join("|"))
$words:=Split string(""; ";")
show(String($words.length)+"["+$words[0]+"]")

ARRAY TEXT($keywords; 0)
GET TEXT KEYWORDS("10,000 Jean-Pierre BC45"; $keywords)
show(String(Size of array($keywords))+" "+$keywords{1}+" "+$keywords{2}+" "+$keywords{3}+" "+$keywords{4})
GET TEXT KEYWORDS("the cat and The dog"; $keywords; *)
show(String(Size of array($keywords))+" "+$keywords{4})
GET TEXT KEYWORDS(""; $keywords)
show(String(Size of array($keywords)))
