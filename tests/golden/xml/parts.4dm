// SAX: writing a document part by part and reading it again
var $path; $name; $prefix; $value; $encoding; $version : Text
var $document : Time
var $event : Integer
var $standalone : Boolean

$path:=Temporary folder+Generate UUID+".xml"
$document:=Create document($path)
SAX SET XML DECLARATION($document; "UTF-8"; True)
SAX ADD XML DOCTYPE($document; "RootElement")
SAX ADD XML COMMENT($document; "Created by 4D")
SAX ADD PROCESSING INSTRUCTION($document; "PI TextProcess")
SAX OPEN XML ELEMENT($document; "RootElement")
SAX OPEN XML ELEMENT($document; "p:Child"; "Att1"; "1 < 2"; "Att2"; "222")
SAX ADD XML ELEMENT VALUE($document; "My & Text")
SAX ADD XML CDATA($document; "My <CData>")
SAX CLOSE XML ELEMENT($document)
ARRAY TEXT($names; 1)
ARRAY TEXT($values; 1)
$names{1}:="Font"
$values{1}:="Arial"
SAX OPEN XML ELEMENT ARRAYS($document; "Book"; $names; $values)
SAX CLOSE XML ELEMENT($document)
SAX OPEN XML ELEMENT($document; "Open")
CLOSE DOCUMENT($document)
show(Document to text($path))

$document:=Open document($path; Read mode)
Repeat
	$event:=SAX Get XML node($document)
	Case of
		: ($event=XML Start Document)
			SAX GET XML DOCUMENT VALUES($document; $encoding; $version; $standalone)
			show(["start"; $encoding; $version; $standalone])
		: ($event=XML Comment)
			SAX GET XML COMMENT($document; $value)
			show(["comment"; $value])
		: ($event=XML Processing Instruction)
			SAX GET XML PROCESSING INSTRUCTION($document; $name; $value)
			show(["instruction"; $name; $value])
		: ($event=XML Start Element)
			ARRAY TEXT($names; 0)
			ARRAY TEXT($values; 0)
			SAX GET XML ELEMENT($document; $name; $prefix; $names; $values)
			show(["element"; $name; $prefix; Size of array($names); Size of array($values)>0 ? $values{1} : ""])
		: ($event=XML End Element)
			SAX GET XML ELEMENT($document; $name; $prefix; $names; $values)
			show(["end"; $name; $prefix])
		: ($event=XML DATA)
			SAX GET XML ELEMENT VALUE($document; $value)
			show(["data"; $value])
		: ($event=XML CDATA)
			SAX GET XML CDATA($document; $value)
			show(["cdata"; $value])
	End case
Until ($event=XML End Document)
CLOSE DOCUMENT($document)
DELETE DOCUMENT($path)

// An entity is a part of its own
$document:=Create document($path)
SEND PACKET($document; "<!DOCTYPE body [<!ENTITY name 'Replacement'>]><body>by &name;!</body>")
CLOSE DOCUMENT($document)
$document:=Open document($path; Read mode)
Repeat
	$event:=SAX Get XML node($document)
	If ($event=XML Entity)
		SAX GET XML ENTITY($document; $name; $value)
		show([$name; $value])
	Else
		show($event)
	End if
Until ($event=XML End Document)
CLOSE DOCUMENT($document)
DELETE DOCUMENT($path)

// What is not possible
$document:=Create document($path)
Try
	SAX ADD XML ELEMENT VALUE($document; "x")
Catch
	show("error "+String(Last errors[0].errCode)+" OK="+String(OK))
End try
Try
	SAX SET XML DECLARATION($document; "UTF-8")
Catch
	show("error "+String(Last errors[0].errCode)+" OK="+String(OK))
End try
Try
	SAX OPEN XML ELEMENT($document; "a b")
Catch
	show("error "+String(Last errors[0].errCode)+" OK="+String(OK))
End try
CLOSE DOCUMENT($document)
DELETE DOCUMENT($path)
