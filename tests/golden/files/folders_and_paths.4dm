// Folders, lists, copies and paths as texts.
var $base; $target : Text
var $made; $changed : Date
var $madeAt; $changedAt : Time
var $locked; $invisible : Boolean
var $size; $used; $free : Real
ARRAY TEXT($names; 0)

$base:=Temporary folder+"golden_"+Generate UUID+Folder separator
Try
	CREATE FOLDER($base+"a"+Folder separator)
Catch
	ALERT("parent: "+String(Last errors[0].errCode)+" "+String(OK))
End try
CREATE FOLDER($base+"a"+Folder separator+"b"+Folder separator; *)
ALERT(String(OK)+" "+String(Test path name($base+"a")))
Try
	CREATE FOLDER($base)
Catch
	ALERT("there: "+String(Last errors[0].errCode))
End try
CREATE FOLDER($base+"c"+Folder separator+"ignored.txt"; *)
FOLDER LIST($base; $names)
ALERT(JSON Stringify($names{1}+" "+$names{2}+" "+String(Size of array($names))))

TEXT TO DOCUMENT($base+"x.txt"; "x")
TEXT TO DOCUMENT($base+".hidden"; "h")
COPY DOCUMENT($base+"x.txt"; $base+"a"+Folder separator)
COPY DOCUMENT($base+"x.txt"; $base+"a"+Folder separator; "new.txt")
Try
	COPY DOCUMENT($base+"x.txt"; $base+"a"+Folder separator)
Catch
	ALERT("copy: "+String(Last errors[0].errCode)+" "+String(OK))
End try
COPY DOCUMENT($base+"x.txt"; $base+"a"+Folder separator; *)
COPY DOCUMENT($base+"a"+Folder separator; $base+"c"+Folder separator)
DOCUMENT LIST($base; $names; Recursive parsing+Posix path+Ignore invisible)
For ($i; 1; Size of array($names))
	ALERT($names{$i})
End for
DOCUMENT LIST($base; $names)
ALERT(String(Size of array($names)))
Try
	DOCUMENT LIST($base+"none"; $names)
Catch
	ALERT("list: "+String(Last errors[0].errCode))
End try

MOVE DOCUMENT($base+"x.txt"; $base+"y.txt")
ALERT(String(Test path name($base+"x.txt"))+" "+String(Test path name($base+"y.txt"))+" "+String(Test path name($base+"no"+Folder separator+"x")))
Try
	MOVE DOCUMENT($base+"y.txt"; $base+".hidden")
Catch
	ALERT("move: "+String(Last errors[0].errCode))
End try

SET DOCUMENT PROPERTIES($base+"y.txt"; True; False; !2001-02-03!; ?04:05:06?; !2011-12-13!; ?14:15:16?)
GET DOCUMENT PROPERTIES($base+"y.txt"; $locked; $invisible; $made; $madeAt; $changed; $changedAt)
ALERT(String($locked)+" "+String($invisible)+" "+String($changed; ISO date GMT)+" "+String($changedAt))
CREATE ALIAS($base+"y.txt"; $base+"link")
RESOLVE ALIAS($base+"link"; $target)
ALERT(String(OK)+" "+Path to object($target).name)
RESOLVE ALIAS($base+"y.txt"; $target)
ALERT(String(OK)+" "+String($target=($base+"y.txt")))
VOLUME ATTRIBUTES("/nowhere/at/all"; $size; $used; $free)
ALERT(String($size)+" "+String($used)+" "+String($free)+" "+String(OK))

Try
	DELETE FOLDER($base)
Catch
	ALERT("delete: "+String(Last errors[0].errCode)+" "+String(OK))
End try
DELETE FOLDER($base; Delete with contents)
ALERT(String(OK)+" "+String(Test path name($base)))

ALERT(JSON Stringify(Path to object("/folder/.invisible"; Path is POSIX)))
ALERT(JSON Stringify(Path to object("/"; Path is POSIX)))
ALERT(JSON Stringify(Path to object("plain.txt"; Path is POSIX)))
ALERT(Object to path({parentFolder: "/a/"; name: "b"; extension: "txt"; isFolder: True}))
ALERT(Convert path system to POSIX("/my folder/é"; *)+" "+Convert path POSIX to system("/my%20folder/%C3%A9"; *))
