// MAIL New attachment and 4D.MailAttachment.new
var $file : 4D.File
var $attachment : 4D.MailAttachment
var $blob : Blob

$file:=Folder(Temporary folder; fk platform path).file("golden attachment.JPG")
$file.setText("abc")
$attachment:=MAIL New attachment($file)
show([$attachment.name; Undefined($attachment.cid); $attachment.type; $attachment.disposition; Undefined($attachment.size)])
show([$attachment.path=$file.path; $attachment.platformPath=$file.platformPath; $attachment.getContent().size; OB Class($attachment).name])
$attachment:=4D.MailAttachment.new($file.platformPath; "other.txt"; "id1")
show([$attachment.name; $attachment.cid; $attachment.type; $attachment.disposition])
$attachment:=MAIL New attachment($file; ""; " "; "video/mpeg"; "inline")
show([$attachment.name; Undefined($attachment.cid); $attachment.type; $attachment.disposition])
$attachment:=MAIL New attachment($file; "x"; "id"; ""; "attachment")
show([$attachment.type; $attachment.disposition])

// Blobs
TEXT TO BLOB("bytes"; $blob; UTF8 text without length)
$attachment:=MAIL New attachment($blob)
show([Length($attachment.name)>0; Position("."; $attachment.name); $attachment.type; $attachment.path; $attachment.getContent().size])
$attachment:=MAIL New attachment(4D.Blob.new($blob); "report.json")
show([$attachment.name; $attachment.type])

// What is not there
$file.delete()
For each ($missing; [$file; "/no/such/file.txt"; "no such file.txt"; 12])
	Try
		$attachment:=MAIL New attachment($missing)
	Catch
		show(Last errors[0].errCode)
	End try
End for each
