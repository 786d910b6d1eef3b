// Archives: made, looked into, unpacked.
var $folder; $out : 4D.Folder
var $zip : 4D.File
var $archive : 4D.ZipArchive
var $status : Object
var $member : 4D.ZipFile
var $done : Collection

$folder:=Folder(Temporary folder; fk platform path).folder("golden_"+Generate UUID)
$folder.file("docs/a.txt").setText("alpha")
$folder.file("docs/in/b.txt").setText("beta")
$folder.folder("docs/empty").create()
$out:=$folder.folder("out")
$out.create()
$zip:=$folder.file("all.zip")

$status:=ZIP Create archive($folder.folder("docs"); $zip)
ALERT(String($status.success)+" "+String($status.status)+" ["+$status.statusText+"]")
$archive:=ZIP Read archive($zip)
ALERT(JSON Stringify($archive.root.folders().extract("name"))+" "+String($archive.root.files().length))
ALERT(JSON Stringify($archive.root.files(fk recursive).extract("path")))
$member:=$archive.root.file("docs/in/b.txt")
ALERT($member.fullName+" "+$member.getText()+" "+String($member.size)+" "+String($member.isWritable)+" "+$member.parent.fullName)
ALERT(String($archive.root.parent=Null)+" "+String($archive.root.file("docs/none").exists)+" "+String($archive.root.file("../x")=Null))
ALERT($archive.root.folder("docs").copyTo($out).fullName+" "+$out.file("docs/in/b.txt").getText()+" "+String($out.folder("docs/empty").exists))
ALERT($member.copyTo($out; "c.txt").getText())
Try
	$archive.root.folder("docs").copyTo($out)
Catch
	ALERT("there: "+String(Last errors[0].errCode))
End try
$archive:=Null

$status:=ZIP Create archive($folder.folder("docs"); $zip; ZIP Without enclosing folder)
ALERT(JSON Stringify(ZIP Read archive($zip).root.files().extract("fullName")))

$done:=[]
$status:=ZIP Create archive({files: [{source: $folder.file("docs/a.txt"); destination: "x/y.txt"}; $folder.folder("docs/in")]; \
password: "secret"; level: 9; callback: Formula($done.push($1))}; $zip)
ALERT(String($status.success)+" "+JSON Stringify($done))
Try
	ALERT(ZIP Read archive($zip).root.file("x/y.txt").getText())
Catch
	ALERT("password: "+String(Last errors[0].errCode))
End try
ALERT(ZIP Read archive($zip; "secret").root.file("x/y.txt").getText())
Try
	ALERT(ZIP Read archive($zip; "other").root.file("x/y.txt").getText())
Catch
	ALERT("other password: "+String(Last errors[0].errCode))
End try

For each ($compression; [ZIP Compression none; ZIP Compression XZ; ZIP Compression standard])
	$status:=ZIP Create archive({files: [$folder.file("docs/a.txt")]; compression: $compression}; $zip)
	ALERT(String($status.success)+" "+ZIP Read archive($zip).root.files()[0].getText())
End for each

// What fails leaves the archive as it was.
$status:=ZIP Create archive($folder.file("missing"); $zip)
ALERT(String($status.success)+" "+String($status.status)+" "+ZIP Read archive($zip).root.files()[0].fullName)
$status:=ZIP Create archive({files: [{source: $folder.file("docs/a.txt"); destination: "../evil"}]}; $zip)
ALERT(String($status.success))
$status:=ZIP Create archive({files: []; encryption: ZIP Encryption AES256}; $zip)
ALERT($status.statusText)
$zip.setText("no archive")
Try
	$archive:=ZIP Read archive($zip)
Catch
	ALERT("damaged: "+String(Last errors[0].errCode))
End try
$folder.delete(Delete with contents)
