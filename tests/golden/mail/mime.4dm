// MAIL Convert to MIME and MAIL Convert from MIME
var $mail; $read; $part : Object
var $mime; $mode : Text
var $lines : Collection
var $blob : Blob

// The example of the page
$mail:=New object
$mail.from:="tsales@massmarket.com"
$mail.subject:="Terrific Sale! This week only!"
$mail.textBody:="Text format email"
$mail.htmlBody:="<html><body>HTML format email</body></html>"
$mail.to:=New collection
$mail.to.push(New object("email"; "noreply@4d.com"))
$mail.to.push(New object("email"; "test@4d.com"))
$mail.sendAt:="2018-10-11T15:42:25Z"
$mail.messageId:="7CA5D25B2B5E0047A36F2E8CB30362E2"
$mime:=MAIL Convert to MIME($mail)
$mime:=Replace string($mime; Substring($mime; Position("boundary=\""; $mime)+10; 32); "BOUNDARY"; *)
show(Replace string($mime; "\r\n"; "\n"; *))

// Other properties, names and characters
$mail:={from: "Jérôme <j@x.org>"; sender: {name: "A, B"; email: "ab@x.org"}; to: "One one@x.org, \"Two, T\" <two@x.org>"; cc: "c@x.org"; bcc: [{name: "D"; email: "d@x.org"}]; replyTo: "r@x.org"}
$mail.subject:="Überschrift"
$mail.sendAt:="2020-09-13T18:11:53+02:00"
$mail.messageId:="<id@x.org>"
$mail.inReplyTo:="before@x.org"
$mail.references:=["first@x.org"; "before@x.org"]
$mail.comments:="a comment"
$mail.keywords:=New object("$flagged"; True; "4d"; True; "no"; False)
$mail.headers:=[{name: "X-Own"; value: "é"}; {name: "From"; value: "ignored"}; {name: Null; value: "x"}; {name: "X-Two"; value: "line\r\nBcc: injected@x.org"}]
$mail.textBody:="Grüße = ok\nzweite Zeile"
$mime:=MAIL Convert to MIME($mail)
show(Replace string($mime; "\r\n"; "\n"; *))

// And back
$read:=MAIL Convert from MIME($mime)
show([$read.from; $read.sender; $read.to; $read.cc; $read.bcc; $read.replyTo])
show([$read.subject; $read.sendAt; $read.messageId; $read.inReplyTo; $read.references; $read.comments; $read.keywords])
show($read.headers.query("name = :1"; "X-@"))
show([$read.bodyStructure.type; $read.bodyStructure.charset; $read.bodyStructure.partID; $read.bodyValues])
show(Undefined($read.attachments))

// Modes
For each ($mode; ["US-ASCII_UTF8_QP"; "US-ASCII_UTF8_B64"; "ISO-8859-1"; "US-ASCII_ISO-2022-JP_UTF8_QP"])
	$mail:={from: "a@x.org"; subject: "Été"; textBody: "é"}
	$mime:=MAIL Convert to MIME($mail; {headerCharset: $mode; bodyCharset: $mode})
	$lines:=Split string($mime; "\r\n")
	show([$lines.query("value = :1"; "x").length; $lines.filter(Formula($1.value="Content-@")); $lines.filter(Formula($1.value="Subject@")); $lines[$lines.length-1]])
End for each

// Attachments
TEXT TO BLOB("content of the file"; $blob; UTF8 text without length)
$mail:={from: "a@x.org"; to: "b@x.org"; subject: "files"; htmlBody: "<img src='cid:pic'>"}
$mail.attachments:=[MAIL New attachment($blob; "notes.pdf"); MAIL New attachment($blob; "pic.png"; "pic")]
$mime:=MAIL Convert to MIME($mail)
$read:=MAIL Convert from MIME($mime)
show([$read.bodyStructure.type; $read.bodyStructure.subParts.extract("type"); $read.bodyStructure.subParts[0].subParts.extract("type")])
For each ($part; $read.attachments)
	show([$part.name; $part.type; $part.disposition; $part.cid; $part.path; BLOB to text($part.getContent(); UTF8 text without length)])
End for each
show($read.bodyValues)
// Parts of a mail that was read can be written again
$read:=MAIL Convert from MIME(MAIL Convert to MIME($read))
show([$read.subject; $read.attachments.length; $read.bodyValues.p0001.value])

// A message from elsewhere
$mime:="From: A <a@x.org>\r\nSubject: =?ISO-8859-1?Q?=C9t=E9?=\r\nDate: Thu, 11 Oct 2018 17:42:25 +0200\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Language: fr\r\n\r\nl'=E9t=E9\r\n--x\r\nContent-Type: application/pdf; name=\"a.pdf\"\r\nContent-Disposition: attachment; filename=\"a.pdf\"; size=3\r\nContent-Transfer-Encoding: base64\r\n\r\nYWJj\r\n--x--\r\n"
TEXT TO BLOB($mime; $blob; UTF8 text without length)
$read:=MAIL Convert from MIME($blob)
show([$read.subject; $read.sendAt; $read.from; $read.bodyStructure.subParts[0].language; $read.bodyValues])
show([$read.attachments[0].name; $read.attachments[0].size; $read.attachments[0].getContent().size])

// Nothing
show(OB Keys(MAIL Convert from MIME("")).length)

// What is not valid
Try
	$mime:=MAIL Convert to MIME({to: 12})
Catch
	show(Last errors[0].errCode)
End try
Try
	$mime:=MAIL Convert to MIME({}; {bodyCharset: "x"})
Catch
	show(Last errors[0].errCode)
End try
