// A class store goes through its classes, a class keeps what is put into it.
var $name : Text
var $names : Collection:=[]
For each ($name; cs)
	$names.push($name)
End for each
ASSERT($names.equal(["Animal"; "Cat"]))
ASSERT(OB Keys(cs).equal($names))
ASSERT(OB Values(cs).length=2)
ASSERT(OB Entries(cs).query("key = :1"; "c@")[0].value.name="Cat")
ARRAY TEXT($found; 0)
OB GET PROPERTY NAMES(cs; $found)
ASSERT(Size of array($found)=2)
// The functions of a class.
ASSERT(OB Keys(cs.Cat.__prototype).equal(["purr"]))
ASSERT(OB Instance of(cs.Animal.__prototype.speak; 4D.Function))
// Functions and files in a class object.
Use (cs.Cat)
	cs.Cat.folder:=Folder(fk database folder)
	cs.Cat.build:=Formula(cs.Cat.new())
End use
ASSERT(cs.Cat.folder.exists)
ASSERT(cs.Cat.build().speak()="cat speaks")
Try
	cs.Cat.outside:=1
	ASSERT(False; "written outside Use")
Catch
	ASSERT(Last errors[0].errCode=-10708)
End try
