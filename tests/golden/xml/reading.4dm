// Reading: what is well-formed, what is not, entities, character sets
var $root; $text; $name; $value; $problem : Text
var $row; $column : Integer
var $blob : Blob

$root:=DOM Parse XML variable("<?xml version='1.0' encoding='ISO-8859-1' standalone='yes'?><a>&lt;&#233;&#x20AC;</a>")
DOM GET XML ELEMENT VALUE($root; $value)
show($value)
XML SET OPTIONS($root; XML indentation; XML no indentation)
DOM EXPORT TO VAR($root; $text)
show($text)
DOM EXPORT TO VAR($root; $blob)
show(BLOB size($blob))
DOM CLOSE XML($root)
$root:=DOM Parse XML variable($blob)
DOM GET XML ELEMENT VALUE($root; $value)
show($value)
show(DOM Get XML information($root; Encoding)+" "+DOM Get XML information($root; Version))
DOM CLOSE XML($root)

// Entities of the document itself, and default attributes
$root:=DOM Parse XML variable("<!DOCTYPE body [<!ENTITY name \"Replacement\"><!ATTLIST body kind CDATA 'plain'>]><body>by &name;</body>")
DOM GET XML ELEMENT VALUE($root; $value)
show($value)
DOM GET XML ATTRIBUTE BY NAME($root; "kind"; $value)
show($value)
DOM CLOSE XML($root)

// What is not well-formed, and what would load or expand too much
For each ($text; ["<a><b></a>"; "<a"; ""; "<a x='1' x='2'/>"; "<a>&none;</a>"; "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>"; \
	"<!DOCTYPE a [<!ENTITY b 'bbbbbbbbbb'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'><!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;'><!ENTITY e '&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;'><!ENTITY f '&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;'><!ENTITY g '&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;'><!ENTITY h '&g;&g;&g;&g;&g;&g;&g;&g;&g;&g;'><!ENTITY i '&h;&h;&h;&h;&h;&h;&h;&h;&h;&h;'>]><a>&i;</a>"; \
	"<!DOCTYPE a [<!ENTITY e '&e;'>]><a>&e;</a>"; "<a>"*5000])
	Try
		$root:=DOM Parse XML variable($text)
		show("read")
	Catch
		show("error "+String(Last errors[0].errCode)+" OK="+String(OK))
		XML GET ERROR($root; $problem; $row; $column)
		show([$problem; $row; $column])
	End try
End for each
Try
	XML SET OPTIONS(""; XML external entity resolution; XML enabled)
Catch
	show("error "+String(Last errors[0].errCode))
End try

// Conversions
var $real : Real
var $boolean : Boolean
var $date : Date
var $time : Time
XML DECODE("8,5"; $real)
show($real)
XML DECODE("true"; $boolean)
show($boolean)
XML DECODE("2009-10-25T01:03:20+01:00"; $date)
show(String($date; ISO date; ?00:00:00?))
XML DECODE("PT02H00M46S"; $time)
show(String($time))
XML DECODE("7246"; $time)
show(String($time))
XML DECODE("0000-00-00T02:00:46"; $time)
show(String($time))
XML DECODE("SGVsbG8="; $blob)
show(BLOB to text($blob; UTF8 text without length))
