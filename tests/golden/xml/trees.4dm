// Trees in memory: building, finding, changing, writing
var $root; $node; $other; $text; $name; $value; $cdata : Text
var $found : Boolean
var $date : Date
var $number : Real
var $kinds:=[]

$root:=DOM Create XML Ref("RootElement")
show(OK)
$node:=DOM Create XML element($root; "/RootElement/Elem1/Elem2/Elem3[2]")
DOM EXPORT TO VAR($root; $text)
show($text)
$node:=DOM Create XML element($root; "/RootElement/Elem1/Elem2/Elem3[2]"; "Font"; "Arial"; "Size"; 10; "On"; True; "Day"; !2006-12-04!; "At"; ?01:27:13?)
XML SET OPTIONS($root; XML indentation; XML no indentation)
DOM EXPORT TO VAR($root; $text)
show($text)
DOM CLOSE XML($root)

// Name spaces
$root:=DOM Create XML Ref("MyNameSpace:MyRoot"; "http://www.4D.com/tech/namespace"; "NSName1"; "http://www.4D.com/Prod/namespace")
XML SET OPTIONS($root; XML indentation; XML no indentation)
DOM EXPORT TO VAR($root; $text)
show($text)
DOM CLOSE XML($root)
Try
	$root:=DOM Create XML Ref("a:b")
Catch
	show("error "+String(Last errors[0].errCode)+" OK="+String(OK))
End try

// Nodes of all kinds
$root:=DOM Parse XML variable("<parent><myElement>Hello</myElement></parent>")
XML SET OPTIONS($root; XML indentation; XML no indentation)
$node:=DOM Get first child XML element($root)
$other:=DOM Create XML element($node; "br")
$other:=DOM Append XML child node($node; XML DATA; "New")
$other:=DOM Append XML child node($node; XML CDATA; "12 < 18")
$other:=DOM Append XML child node($node; XML Comment; "Hello world")
$other:=DOM Append XML child node(DOM Get XML document ref($root); XML Processing Instruction; "xml-stylesheet type=\"text/xsl\" href=\"style.xsl\"")
$other:=DOM Append XML child node(DOM Get XML document ref($root); XML DOCTYPE; "Books SYSTEM \"Book.DTD\"")
$other:=DOM Append XML child node($root; XML ELEMENT; "<child>simon</child><child>eva</child>")
DOM GET XML ELEMENT VALUE($other; $value)
show($value)
$other:=DOM Append XML child node($root; XML ELEMENT; "tbreak")
DOM EXPORT TO VAR($root; $text)
show($text)
ARRAY LONGINT($types; 0)
ARRAY TEXT($contents; 0)
DOM GET XML CHILD NODES($node; $types; $contents)
ARRAY TO COLLECTION($kinds; $types)
show($kinds)
show([$contents{1}; Length($contents{2}); $contents{3}; $contents{4}; $contents{5}])
DOM GET XML ELEMENT VALUE($node; $value; $cdata)
show([$value; $cdata])
show(DOM Get XML information($root; DOCTYPE Name)+" "+DOM Get XML information($root; SYSTEM ID))
Try
	$other:=DOM Append XML child node(DOM Get XML document ref($root); XML DATA; "no")
Catch
	show("error "+String(Last errors[0].errCode))
End try

// Values and conversions
DOM SET XML ELEMENT VALUE($node; "a < b & \"c\"")
DOM GET XML ELEMENT VALUE($node; $value)
show($value)
DOM SET XML ELEMENT VALUE($node; !2024-02-29!)
DOM GET XML ELEMENT VALUE($node; $date)
show(String($date; ISO date; ?00:00:00?))
DOM SET XML ELEMENT VALUE($node; 12.34)
DOM GET XML ELEMENT VALUE($node; $number)
show($number+1)
DOM SET XML ELEMENT VALUE($root; "/parent/child[last()]"; "abel")
DOM GET XML ELEMENT VALUE(DOM Find XML element($root; "child[2]"); $value)
show($value)
XML SET OPTIONS($root; XML string encoding; XML raw data)
DOM SET XML ELEMENT VALUE($node; "<i>x</i> y")
DOM EXPORT TO VAR($root; $text)
show(Substring($text; Position("<myElement"; $text); Position("</myElement"; $text)-Position("<myElement"; $text)))
DOM SET XML ELEMENT VALUE(DOM Get first child XML element($node); "1 < 2")
DOM GET XML ELEMENT VALUE(DOM Get first child XML element($node); $value; $cdata)
show([$value; $cdata])

// What is not there
$other:=DOM Find XML element($root; "nothing")
show([$other; OK])
$other:=DOM Get next sibling XML element($root)
show([$other; OK])
DOM REMOVE XML ELEMENT($node)
show(OK)
For each ($name; ["DOM GET XML ELEMENT NAME"; "path"; "attribute"; "name"])
	Try
		Case of
			: ($name="DOM GET XML ELEMENT NAME")
				DOM GET XML ELEMENT NAME($node; $value)
			: ($name="path")
				$other:=DOM Find XML element($root; "a[")
			: ($name="attribute")
				DOM REMOVE XML ATTRIBUTE($root; "none")
			: ($name="name")
				DOM SET XML ELEMENT NAME($root; "1x")
		End case
	Catch
		show($name+": error "+String(Last errors[0].errCode)+" OK="+String(OK))
	End try
End for each
DOM CLOSE XML($root)
