//fourd:
// What never changes may be in shared objects: Blobs, files, folders, formulas
var $shared; $other; $value : Object
var $list : Collection
var $bytes : Blob
var $factor; $index : Integer
var $signal : 4D.Signal

TEXT TO BLOB("hello"; $bytes; UTF8 text without length)
$factor:=3
$shared:=New shared object("blob"; 4D.Blob.new($bytes); "file"; File("/RESOURCES/a.txt"); "folder"; Folder("/RESOURCES"))
Use ($shared)
	$shared.n:=5
	$shared.times:=Formula(This.n*$factor+$1)
	$shared.method:=Formula(tell)
End use
tell($shared.blob.size; $shared.blob[1]; $shared.file.fullName; $shared.folder.name; $shared.times(1))
$shared.method("called")
tell(JSON Stringify($shared))
tell(OB Class($shared.blob).name; OB Instance of($shared.times; 4D.Function); OB Instance of($shared.file; 4D.File))

// They join no group
$other:=New shared object
$list:=New shared collection
Use ($other)
	$other.blob:=$shared.blob
	$other.scalar:=$bytes
End use
$list.push($shared.blob; Formula($1+1))
tell($other.blob.size; BLOB to text($other.scalar; UTF8 text without length); $list[0].size; $list[1].call(Null; 4))

// Formulas see This of the shared copy
$value:=OB Copy({n: 2; twice: Formula(This.n*2)}; ck shared)
tell(OB Is shared($value); $value.twice())

// Other processes get them
$signal:=New signal
Use ($shared)
	$shared.signal:=$signal
End use
CALL WORKER("reader"; Formula(reads_formula); $shared)
$signal.wait(10)
tell($shared.result)

// A chain of formulas is dropped without a deep recursion
For ($index; 1; 20000)
	$value:=New shared object("formula"; Formula($other))
	$other:=$value
End for
CLEAR VARIABLE($other)
CLEAR VARIABLE($value)
tell("dropped")
KILL WORKER("reader")
