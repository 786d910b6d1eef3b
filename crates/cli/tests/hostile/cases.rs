//! The cases: code that reads hostile input. `SCALE` is 1 in the quick form and 10 in the full one.

use crate::Scale;
use crate::inputs;
use std::path::Path;

/// A case.
pub struct Case {
    /// Its name.
    pub name: &'static str,
    /// Writes input files and gives how many bytes the input has, that which the code makes itself included.
    pub input: fn(&Path, Scale) -> u64,
    /// Further files of the project.
    pub files: &'static [(&'static str, &'static str)],
    /// The code, which must make nothing but statements of a method.
    pub code: &'static str,
    /// It takes as much memory as there is.
    pub needs_limit: bool,
}

/// The method for errors.
pub const HANDLER: &str = "ALERT(\"error \"+String(Error))\n";

const fn of(name: &'static str, input: fn(&Path, Scale) -> u64, code: &'static str) -> Case {
    Case { name, input, files: &[], code, needs_limit: false }
}

/// A case that asks for more memory than a machine should give.
const fn large(name: &'static str, code: &'static str) -> Case {
    Case { name, input: |_, _| 0, files: &[], code, needs_limit: true }
}

/// What happens when nothing can be written.
pub const FULL_DISK: Case = of("full disk", |_, _| 0, FULL_DISK_CODE);
const FULL_DISK_CODE: &str = r#"var $folder : 4D.Folder
var $file : 4D.File
var $o : Object
$folder:=Folder("/PACKAGE/disk")
$folder.file("a").setText("a"*1000000)
$folder.file("a").create()
$o:=ZIP Create archive(File("/PACKAGE/Project/Sources/Methods/main.4dm"); $folder.file("small.zip"))
File("/PACKAGE/large.bin").setText("ab"*100000)
$o:=ZIP Create archive(File("/PACKAGE/large.bin"); $folder.file("b.zip"))
ALERT(String($o.success))
$o:=ZIP Create archive(New object("files"; [File("/PACKAGE/large.bin")]; "compression"; ZIP Compression none); $folder.file("c.zip"))
ALERT(String($o.success))
TEXT TO DOCUMENT($folder.file("d").platformPath; "a"*1000000)
$o:=$folder.file("e").open("write")
$o.writeText("a"*1000000)
$o:=Null
JSON Stringify([1])
DOM EXPORT TO FILE(DOM Create XML Ref("a"); $folder.file("f").platformPath)
Use (Storage)
End use"#;

/// How many bytes the texts have that a case makes of a scale.
macro_rules! made {
    ($bytes:expr) => {
        |_, scale| $bytes * scale.0 as u64
    };
}

/// All cases.
pub static CASES: &[Case] = &[
    // Mail.
    of(
        "mail-messages",
        made!(580_000),
        "var $mail : Object\n$mail:=MAIL Convert from MIME(\"Content-Type: message/rfc822\\n\\n\"*(20000*SCALE))\nALERT(String($mail=Null))",
    ),
    of(
        "mail-multiparts",
        inputs::nested_multiparts,
        "var $mail : Object\n$mail:=MAIL Convert from MIME(File(\"/PACKAGE/input.eml\").getContent())",
    ),
    of(
        "mail-encoded-messages",
        inputs::encoded_messages,
        "var $mail : Object\n$mail:=MAIL Convert from MIME(File(\"/PACKAGE/input.eml\").getContent())",
    ),
    of(
        "mail-digests",
        made!(600_000),
        "var $mail : Object\n$mail:=MAIL Convert from MIME(\"Content-Type: multipart/digest; boundary=a\\n\\n--a\\n\\n\"*(12000*SCALE))",
    ),
    of(
        "mail-headers",
        made!(400_000),
        "var $mail : Object\n$mail:=MAIL Convert from MIME((\"To: \"+(\"(\"*100000*SCALE))+\"\\n\"+(\"References: <a\"+(\"<a\"*20000*SCALE))+\"\\n\\n\")",
    ),
    of(
        "mail-written",
        made!(100_000),
        "var $mail; $part : Object\nvar $i : Integer\n$part:={type: \"text/plain\"}\nFor ($i; 1; 3000*SCALE)\n$part:={type: \"multipart/mixed\"; subParts: [$part]}\nEnd for\n$mail:={from: \"a@b.c\"; to: \"a@b.c\"; subject: \"s\"; bodyStructure: $part; bodyValues: {}}\nALERT(String(Length(MAIL Convert to MIME($mail))))",
    ),
    // Tags.
    of(
        "tags-nested",
        made!(760_000),
        "var $out : Text\nPROCESS 4D TAGS(\"<!--#4DIF (True)-->\"*(4000*SCALE); $out)\nALERT(String(Length($out)>0))",
    ),
    of(
        "tags-closed",
        made!(310_000),
        "var $out : Text\nPROCESS 4D TAGS((\"<!--#4DLOOP (False)-->\"*(1000*SCALE))+(\"<!--#4DENDLOOP-->\"*(1000*SCALE)); $out)",
    ),
    of(
        "tags-unclosed",
        made!(1_000_000),
        "var $out : Text\nPROCESS 4D TAGS(\"<!--#4DTEXT \"*(40000*SCALE); $out)\nPROCESS 4D TAGS(\"$4DTEXT(\"*(40000*SCALE); $out)\nPROCESS 4D TAGS(\"$4DEVAL((\\\"\"*(10000*SCALE); $out)",
    ),
    of(
        "tags-again",
        made!(10_000),
        "var $out : Text\nPROCESS 4D TAGS(\"<!--#4DEVAL $1-->\"; $out; \"<!--#4DEVAL $1-->\"*200)",
    ),
    of(
        "tags-include",
        made!(1_300_000),
        "var $out : Text\nFile(\"/PACKAGE/a.txt\").setText(\"abcdefgh\"*100000)\nPROCESS 4D TAGS(\"<!--#4DINCLUDE a.txt-->\"*(200*SCALE); $out)",
    ),
    // XML and XPath.
    of(
        "xpath-operators",
        made!(240_000),
        "var $root; $found : Text\n$root:=DOM Create XML Ref(\"a\")\n$found:=DOM Find XML element($root; \"//a[1\"+(\"+1\"*(6000*SCALE))+\"]\")",
    ),
    of(
        "xpath-brackets",
        made!(400_000),
        "var $root; $found : Text\n$root:=DOM Create XML Ref(\"a\")\n$found:=DOM Find XML element($root; \"(\"*(10000*SCALE))\n$found:=DOM Find XML element($root; \"//a[\"*(10000*SCALE))\n$found:=DOM Find XML element($root; \"//a[not(\"*(10000*SCALE))\n$found:=DOM Find XML element($root; \"//a[\"+(\"-\"*(10000*SCALE))+\"1]\")",
    ),
    of(
        "xpath-long",
        made!(300_000),
        "var $root; $found : Text\n$root:=DOM Create XML Ref(\"a\")\n$found:=DOM Find XML element($root; \"a\"+(\"/a\"*(10000*SCALE)))\n$found:=DOM Find XML element($root; \"a\"+(\"|a\"*(10000*SCALE)))\n$found:=DOM Create XML element($root; \"a\"+(\"/b\"*(5000*SCALE)))",
    ),
    of(
        "xpath-product",
        made!(300_000),
        "var $root; $found : Text\n$root:=DOM Parse XML variable(\"<r>\"+(\"<a/>\"*X\n$found:=DOM Find XML element($root; \"//*[count(//*[count(//*)>0])>0]\")\n$found:=DOM Find XML element($root; \"//following::*/preceding::*/following::*\")",
    ),
    of(
        "xml-deep",
        made!(700_000),
        "var $root; $out : Text\n$root:=DOM Parse XML variable((\"<a>\"*(20000*SCALE))+(\"</a>\"*(20000*SCALE)))\n$root:=DOM Parse XML variable((\"<a>\"*4000)+(\"</a>\"*4000))\nDOM EXPORT TO VAR($root; $out)\nDOM CLOSE XML($root)",
    ),
    of(
        "xml-entities",
        made!(10_000),
        "var $root; $text : Text\nvar $i : Integer\n$text:=\"<!DOCTYPE a [<!ENTITY e0 \\\"aaaaaaaaaa\\\">\"\nFor ($i; 1; 40)\n$text+=\"<!ENTITY e\"+String($i)+\" \\\"\"+((\"&e\"+String($i-1)+\";\")*10)+\"\\\">\"\nEnd for\n$root:=DOM Parse XML variable($text+\"]><a>&e40;</a>\")",
    ),
    of(
        "xml-attributes",
        made!(1_500_000),
        "var $root; $text : Text\nvar $i : Integer\nvar $parts : Collection\n$parts:=[]\nFor ($i; 1; 5000*SCALE)\n$parts.push(\"a\"+String($i)+\"='1'\")\nEnd for\n$root:=DOM Parse XML variable(\"<a \"+$parts.join(\" \")+\"/>\")\n$root:=DOM Parse XML variable(\"<a xmlns:a='b' \"+(\"a:a='b' \"*5000)+\"/>\")",
    ),
    of(
        "xml-unclosed",
        made!(1_500_000),
        "var $root : Text\n$root:=DOM Parse XML variable(\"<a \"*(100000*SCALE))\n$root:=DOM Parse XML variable(\"<!--\"*(100000*SCALE))\n$root:=DOM Parse XML variable(\"<![CDATA[\"*(10000*SCALE))\n$root:=DOM Parse XML variable(\"<!DOCTYPE \"*(10000*SCALE))",
    ),
    of(
        "xml-sax",
        inputs::deep_xml,
        "var $document : Time\nvar $event : Integer\nvar $rounds : Integer\n$document:=Open document(File(\"/PACKAGE/input.xml\").platformPath; Read mode)\nRepeat\n$event:=SAX Get XML node($document)\n$rounds+=1\nUntil (($event=0) | ($event=XML end document) | ($rounds>300000))\nCLOSE DOCUMENT($document)",
    ),
    of(
        "xml-to-json",
        made!(100_000),
        "var $root : Text\nvar $o : Object\n$root:=DOM Parse XML variable((\"<a>\"*4000)+(\"</a>\"*4000))\n$o:=XML Get error($root; $root)",
    ),
    // JSON.
    of(
        "json-deep",
        made!(300_000),
        "var $value : Variant\n$value:=JSON Parse(\"[\"*(100000*SCALE))\n$value:=JSON Parse(\"{\\\"a\\\":\"*(20000*SCALE))\n$value:=JSON Parse((\"[\"*900)+(\"]\"*900); *)",
    ),
    of(
        "json-long",
        made!(1_000_000),
        "var $value : Variant\n$value:=JSON Parse(\"[\"+(\"0,\"*(100000*SCALE))+\"0]\")\n$value:=JSON Parse(\"9\"*(100000*SCALE))\n$value:=JSON Parse(\"\\\"\"+(\"\\\\u0041\"*(50000*SCALE))+\"\\\"\")\n$value:=JSON Parse(\"-\"*(100000*SCALE))",
    ),
    of(
        "json-symbols",
        made!(400_000),
        "var $value : Object\n$value:=JSON Parse(\"{\\\"a\\\":[\"+(\"0,\"*(100000*SCALE))+\"0]}\"; Is object; *)",
    ),
    of(
        "json-validate-references",
        made!(3_000),
        "var $schema; $result : Object\n$schema:=JSON Parse(\"{\\\"definitions\\\":{\\\"a\\\":{\\\"properties\\\":{\\\"a\\\":{\\\"$ref\\\":\\\"#/definitions/a\\\"}}}},\\\"$ref\\\":\\\"#/definitions/a\\\"}\")\n$result:=JSON Validate(JSON Parse((\"{\\\"a\\\":\"*900)+\"1\"+(\"}\"*900)); $schema)\n$result:=JSON Validate({a: 1}; {allOf: [{allOf: [{not: {anyOf: [{}]}}]}]})",
    ),
    of(
        "json-validate-doubled",
        made!(3_000),
        "var $schema; $definitions; $result : Object\nvar $i : Integer\n$definitions:={a0: {type: \"string\"}}\nFor ($i; 1; 40)\n$definitions[\"a\"+String($i)]:={allOf: [{}; {}]}\n$definitions[\"a\"+String($i)].allOf[0][\"$ref\"]:=\"#/definitions/a\"+String($i-1)\n$definitions[\"a\"+String($i)].allOf[1][\"$ref\"]:=\"#/definitions/a\"+String($i-1)\nEnd for\n$schema:={definitions: $definitions}\n$schema[\"$ref\"]:=\"#/definitions/a40\"\n$result:=JSON Validate({a: 1}; $schema)",
    ),
    of(
        "json-validate-unique",
        made!(300_000),
        "var $result : Object\nvar $c : Collection\nvar $i : Integer\n$c:=[]\nFor ($i; 1; 4000*SCALE)\n$c.push($i)\nEnd for\n$result:=JSON Validate({a: $c}; {properties: {a: {uniqueItems: True}}})",
    ),
    of(
        "json-validate-pattern",
        made!(10_000),
        "var $result : Object\n$result:=JSON Validate({a: \"a\"*1000}; {properties: {a: {pattern: \"(a*)*(a*)*(a*)*b\"}}})\n$result:=JSON Validate({a: \"a\"}; {properties: {a: {pattern: \"(\"*10000}}})",
    ),
    // Objects and collections.
    of(
        "objects-deep",
        made!(20_000_000),
        "var $o; $copy : Object\nvar $c : Collection\nvar $blob : Blob\nvar $i : Integer\n$o:={}\nFor ($i; 1; 20000*SCALE)\n$o:={a: $o; c: [1]}\nEnd for\n$copy:=OB Copy($o)\n$c:=[$o].copy()\nALERT(String([$o].equal([$o])))\n$c:=[$o].distinct()\n$c:=[[$o]].flat(100)\nALERT(String($c.indexOf($o)))\nVARIABLE TO BLOB($o; $blob)\nALERT(JSON Stringify($o))\nCALL WORKER(\"other\"; \"caught\"; $o)\n$o:=Null",
    ),
    of(
        "collections-deep",
        made!(10_000_000),
        "var $c; $d : Collection\nvar $i : Integer\nvar $text : Text\n$c:=[]\nFor ($i; 1; 50000*SCALE)\n$c:=[$c]\nEnd for\n$d:=$c.flat(1000000)\n$text:=$c.join(\",\")\n$d:=$c.copy(ck shared)\nUse (Storage)\nStorage.a:=OB Copy({a: $c}; ck shared)\nEnd use\n$d:=$c.orderBy()\nALERT(String($c.max()=Null))\n$c.clear()",
    ),
    of(
        "objects-450",
        made!(100_000),
        "var $o; $copy : Object\nvar $i : Integer\nvar $blob : Blob\n$o:={}\nFor ($i; 1; 450)\n$o:={a: $o}\nEnd for\nCALL WORKER(\"other\"; Formula(ALERT(\"arrived\")); $o)\n$copy:=OB Copy($o)\n$copy:=OB Copy($o; ck shared)\nALERT(String(Length(JSON Stringify($o))))\nVARIABLE TO BLOB($o; $blob)\nBLOB TO VARIABLE($blob; $o)",
    ),
    of(
        "formulas-deep",
        made!(20_000_000),
        "var $f : Object\nvar $i : Integer\n$f:=Formula(1)\nFor ($i; 1; 20000*SCALE)\n$f:=Formula($f)\nEnd for\nCALL WORKER(\"other\"; Formula(ALERT(\"arrived\")); $f)\n$f:=Null",
    ),
    of(
        "pointers-deep",
        made!(20_000_000),
        "var $o : Object\nvar $i : Integer\n$o:={}\nFor ($i; 1; 20000*SCALE)\n$o:={p: ->$o.a}\nEnd for\n$o:=Null",
    ),
    // Code.
    of(
        "formula-operands",
        made!(10_000),
        "var $f : Object\n$f:=Formula from string(\"1\"+(\"+1\"*300))\nALERT(String($f.call()))\n$f:=Formula from string(\"1\"+(\"+1\"*1900))\nALERT(String($f.call()))\n$f:=Formula from string(\"\\\"a\\\"\"+(\"+\\\"a\\\"\"*1900))\nALERT(String(Length($f.call())))\nEXECUTE FORMULA(\"ALERT(String(1\"+(\"+1\"*1000)+\"))\")",
    ),
    of(
        "formula-brackets",
        made!(400_000),
        "var $f : Object\n$f:=Formula from string((\"(\"*60)+\"1\"+(\")\"*60))\nALERT(String($f.call()))\n$f:=Formula from string(\"(\"*(20000*SCALE))\n$f:=Formula from string(\"-\"*(20000*SCALE))\n$f:=Formula from string(\"[\"*(20000*SCALE))\n$f:=Formula from string(\"a.\"*(20000*SCALE))\n$f:=Formula from string(\"a ? \"*(5000*SCALE))",
    ),
    of(
        "formula-calls",
        made!(10_000),
        "var $f : Object\n$f:=Formula from string((\"Abs(\"*60)+\"1\"+(\")\"*60))\nALERT(String($f.call()))\n$f:=Formula from string(\"This\"+(\".a\"*1000))\nALERT(String($f.call({})=Null))",
    ),
    of(
        "method-text",
        made!(100_000),
        "var $m : Object\n$m:=4D.Method.new((\"If (True)\\n\"*500)+(\"End if\\n\"*500))\n$m.call()\n$m:=4D.Method.new(\"If (True)\\n\"*(2000*SCALE))\n$m.call()",
    ),
    of(
        "method-set-code",
        made!(300_000),
        "var $result : Object\nMETHOD SET CODE(\"made\"; \"#DECLARE(\"+(\"$a : Integer;\"*(1000*SCALE))+\"$b : Integer)\")\nMETHOD SET CODE(\"other\"; \"$a:=1\"+(\"+1\"*1500))\nMETHOD SET CODE(\"third\"; (\"If (True)\\n\"*500)+(\"End if\\n\"*500))\n$result:=Compile project({typeInference: \"all\"})\nALERT(String($result.success))",
    ),
    of(
        "declare-huge",
        made!(700_000),
        "var $m : Object\nvar $parts : Collection\nvar $i : Integer\n$parts:=[]\nFor ($i; 1; 5000*SCALE)\n$parts.push(\"$a\"+String($i)+\" : Integer\")\nEnd for\n$m:=4D.Method.new(\"#DECLARE(\"+$parts.join(\"; \")+\")\")\n$m.call()\n$m:=4D.Method.new(\"var \"+$parts.join(\"\\nvar \"))\n$m.call()",
    ),
    of(
        "recursion-through-commands",
        made!(1_000),
        "var $f : Object\n$f:={}\n$f.again:=Formula([1].map(Formula($1.result:=Formula(This.f.again.call(This.f)).call({f: $2})); $1))\n$f.again.call($f; $f)\nvar $o : Object\n$o:={f: Formula([This].map(Formula($1.result:=$1.value.f())))}\n$o.f()",
    ),
    Case {
        files: &[("Project/Sources/Classes/C0.4dm", "property a\n")],
        ..of(
            "classes-extend",
            inputs::classes,
            "var $o : Object\n$o:=cs.C1999.new()\n$o:=cs.C300.new()\nALERT(String($o=Null))",
        )
    },
    // Small languages.
    of(
        "query",
        made!(500_000),
        "var $c : Collection\n$c:=[{a: 1}].query(\"(\"*(20000*SCALE))\n$c:=[{a: 1}].query((\"(\"*150)+\"a=1\"+(\")\"*150))\nALERT(String($c.length))\n$c:=[{a: 1}].query(\"not(\"*(20000*SCALE))\n$c:=[{a: 1}].query(\"a=1\"+(\" or a=1\"*(5000*SCALE)))\n$c:=[{a: 1}].query(\"a\"+(\".a\"*(20000*SCALE))+\"=1\")\n$c:=[{a: 1}].query(\"a=1 order by a\"+(\", a\"*(5000*SCALE)))",
    ),
    of(
        "regular-expressions",
        made!(300_000),
        "ALERT(String(Match regex(\"(\"*(20000*SCALE); \"a\")))\nALERT(String(Match regex((\"(\"*200)+\"a\"+(\")\"*200); \"a\")))\nALERT(String(Match regex(\"(a*)*(a*)*(a*)*b\"; \"a\"*1000)))\nALERT(String(Match regex(\"(?=\"*(5000*SCALE); \"a\")))\nALERT(String(Match regex(\"[\"*(20000*SCALE); \"a\")))\nALERT(String(Match regex(\"a{1000}{1000}{1000}\"; \"a\")))\nALERT(String(Match regex(\"a|\"*(10000*SCALE); \"a\")))",
    ),
    of(
        "formats",
        made!(600_000),
        "ALERT(String(Length(String(1; \"#\"*(50000*SCALE)))))\nALERT(String(Length(String(1; \"#,##0.00;\"*(5000*SCALE)))))\nALERT(String(Length(String(Current date; \"yyyy\"*(5000*SCALE)))))\nALERT(String(Num(\"1\"*(50000*SCALE))>0))\nALERT(String(Num(\"1e\"*(50000*SCALE))))\nALERT(String(Date(\"1/\"*(50000*SCALE))=!00-00-00!))\nALERT(String(Time(\"1:\"*(50000*SCALE))=?00:00:00?))",
    ),
    of(
        "texts",
        made!(600_000),
        "var $a; $b : Text\n$a:=\"a\"+(Char(769)*(20000*SCALE))\n$b:=\"a\"+(Char(769)*(20000*SCALE))+\"b\"\nALERT(String(Compare strings($a; $b)))\nALERT(String($a=$b))\nALERT(String(Position(\"b\"; $b)))\nALERT(String(Position(\"aab\"; \"a\"*(50000*SCALE))))\nALERT(Substring(Replace string(\"a\"*(50000*SCALE); \"a\"; \"bcd\"); 1; 3))\nALERT(String(Split string(\",\"*(50000*SCALE); \",\").length))\nALERT(String($b=(\"@\"+$a+\"@\")))\nALERT(String((\"a\"*(2000*SCALE))=((\"@a\"*500)+\"b\")))",
    ),
    of(
        "texts-grow",
        made!(60_000_000),
        "var $text : Text\nvar $i : Integer\nvar $c : Collection\n$c:=[]\n$text:=\"ab\"*100000\nFor ($i; 1; 300)\n$c.push($text)\nEnd for\nALERT(String(Length($c.join(\"\"))))",
    ),
    // Files.
    of(
        "zip-folders",
        inputs::zip_of_folders,
        "var $zip : 4D.ZipArchive\nvar $c : Collection\n$zip:=ZIP Read archive(File(\"/PACKAGE/input.zip\"))\nALERT(String($zip.root.folders().length))\n$c:=$zip.root.folders(fk recursive)\nALERT(String($c.length))",
    ),
    of(
        "zip-damaged",
        inputs::damaged_zip,
        "var $zip : 4D.ZipArchive\n$zip:=ZIP Read archive(File(\"/PACKAGE/input.zip\"))\nALERT(String($zip.root.files().length))",
    ),
    of(
        "pictures",
        inputs::pictures,
        "var $picture : Picture\nvar $file : 4D.File\nvar $blob : Blob\nvar $width; $height : Integer\nFor each ($file; Folder(\"/PACKAGE/pictures\").files())\nREAD PICTURE FILE($file.platformPath; $picture)\nPICTURE PROPERTIES($picture; $width; $height)\nTRANSFORM PICTURE($picture; Scale; 2; 2)\nCONVERT PICTURE($picture; \".png\")\n$blob:=$file.getContent()\nBLOB TO PICTURE($blob; $picture)\nCREATE THUMBNAIL($picture; $picture)\nEnd for each",
    ),
    of(
        "plist",
        inputs::property_list,
        "var $o : Object\n$o:=File(\"/PACKAGE/input.plist\").getAppInfo()\n$o:=File(\"/PACKAGE/Info.plist\").getAppInfo()",
    ),
    of(
        "pem",
        made!(400_000),
        "var $key : Object\nvar $text : Text\n$text:=\"MIIB\"*(10000*SCALE)\n$key:=4D.CryptoKey.new({type: \"PEM\"; pem: \"-----BEGIN PRIVATE KEY-----\\n\"+$text+\"\\n-----END PRIVATE KEY-----\\n\"})\nvar $blob : Blob\nSET BLOB SIZE($blob; 60000*SCALE; 48)\n$text:=\"\"\nBASE64 ENCODE($blob; $text)\n$key:=4D.CryptoKey.new({type: \"PEM\"; pem: \"-----BEGIN RSA PRIVATE KEY-----\\n\"+$text+\"\\n-----END RSA PRIVATE KEY-----\\n\"})\n$key:=4D.CryptoKey.new({type: \"PEM\"; pem: \"-----BEGIN \"*(10000*SCALE)})",
    ),
    of(
        "blob-to-variable",
        made!(200_000),
        "var $blob : Blob\nvar $o : Variant\nvar $i : Integer\nFor ($i; 0; 255; 3)\nSET BLOB SIZE($blob; 0)\nSET BLOB SIZE($blob; 4000*SCALE; $i)\nBLOB TO VARIABLE($blob; $o)\nEXPAND BLOB($blob)\nEnd for",
    ),
    Case {
        files: &[
            ("Project/Sources/catalog.4DCatalog", "<base><table><field>"),
            ("Project/Sources/roles.json", "[[[[[["),
            ("Project/Sources/dependencies.json", "{\"dependencies\":["),
        ],
        ..of(
            "project-files",
            inputs::project_files,
            "var $o : Variant\n$o:=Session.hasPrivilege(\"a\")\nALERT(String(Last table number))\nALERT(Table name(1))\nALERT(Localized string(\"a\"))",
        )
    },
    // Processes.
    of(
        "processes",
        made!(0),
        "var $i; $number : Integer\nFor ($i; 1; 300*SCALE)\n$number:=New process(\"caught\"; 0; \"p\"+String($i))\nEnd for",
    ),
    // More memory than there is.
    large(
        "array-text",
        "ARRAY TEXT($a; 2^30)\nARRAY TEXT($b; 2^29)\nARRAY BLOB($c; 2^27)\nARRAY OBJECT($d; 2^29; 1)\nARRAY REAL($e; 2^29)",
    ),
    large("text-repeated", "var $text : Text\n$text:=\"a\"*(2^30)\n$text:=\"ab\"*(2^29)\n$text:=Char(1000)*(2^30)"),
    large(
        "text-doubled",
        "var $text : Text\nvar $i : Integer\n$text:=\"0123456789\"*100000\nFor ($i; 1; 12)\n$text:=$text+$text\nEnd for\nALERT(String(Length($text)))\n$text+=$text\n$text+=$text\n$text+=$text\nALERT(String(Length($text)))",
    ),
    large(
        "text-changed",
        "var $text : Text\nvar $blob : Blob\n$text:=\"aé\"*150000000\n$text:=Uppercase($text)\n$text:=Replace string($text; \"A\"; \"bcdefghij\")\n$text:=Insert string($text; $text; 2)\nCONVERT FROM TEXT($text; \"UTF-16\"; $blob)\nTEXT TO BLOB($text; $blob; UTF8 text without length)\nBASE64 ENCODE($text)\n$text:=Generate digest($text; SHA256 digest)",
    ),
    large(
        "blobs",
        "var $a; $b; $c : Blob\nSET BLOB SIZE($a; 2000000000)\nSET BLOB SIZE($a; 600000000)\nSET BLOB SIZE($b; 600000000)\nCOPY BLOB($a; $b; 0; 0; 600000000)\nBASE64 ENCODE($a)\nINSERT IN BLOB($a; 0; 2000000000)\n$c:=$a",
    ),
    large(
        "collections",
        "var $c : Collection\n$c:=[]\n$c.resize(2^28)\n$c.resize(2^27; \"a\")\n$c.resize(30000000; 1)\n$c:=$c.copy()\n$c.combine($c)\n$c:=$c.concat($c)\n$c[200000000]:=1\n$c:=New collection",
    ),
    large(
        "collection-index",
        "var $c : Collection\nvar $a : Object\n$c:=[]\n$c[2^28-1]:=1\n$c[100000000]:=\"a\"\n$c.fill(1)\n$c.insert(2; 1)",
    ),
    large(
        "pushes",
        "var $c : Collection\nvar $i : Integer\n$c:=[]\nFor ($i; 1; 100000000)\nTry\n$c.push(\"a\")\nCatch\nALERT(\"error \"+String(Last errors[0].errCode))\n$i:=100000000\nEnd try\nEnd for\nALERT(String($c.length>0))",
    ),
    large(
        "array-appends",
        "var $i : Integer\nARRAY TEXT($a; 0)\nARRAY TEXT($a; 30000000)\nFor ($i; 1; 10000000)\nTry\nAPPEND TO ARRAY($a; \"a\")\nCatch\nALERT(\"error \"+String(Last errors[0].errCode))\n$i:=10000000\nEnd try\nEnd for\nINSERT IN ARRAY($a; 1; 100000000)",
    ),
    large(
        "objects-many",
        "var $o : Object\nvar $i : Integer\n$o:={}\nFor ($i; 1; 20000000)\n$o:={next: $o; text: \"a text of some length \"+String($i)}\nEnd for",
    ),
    large(
        "json-amplified",
        "var $c : Collection\nvar $text : Text\nvar $i : Integer\n$c:=[]\n$text:=\"ab\"*1000000\nFor ($i; 1; 700)\n$c.push($text)\nEnd for\n$text:=JSON Stringify($c)\nALERT(String(Length($text)))\n$text:=$c.join(\"\")",
    ),
    large(
        "output",
        "var $in; $out; $err : Text\nLAUNCH EXTERNAL PROCESS(\"/usr/bin/env yes\"; $in; $out; $err)\nALERT(String(Length($out)))",
    ),
    large(
        "many-processes",
        "var $i; $number : Integer\nFor ($i; 1; 200)\n$number:=New process(\"waits\"; 0; \"p\"+String($i))\nEnd for",
    ),
];
