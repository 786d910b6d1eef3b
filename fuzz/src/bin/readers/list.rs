//! The readers: what they are given, and the 4D code that gives it to them.

use crate::servers::Served;
use fourd_project::Project;
use fourd_runtime::Program;
use fourd_runtime::run::{Options, run};
use std::path::Path;

/// A reader of outside bytes.
pub struct Reader {
    /// Its name.
    pub name: &'static str,
    /// Lines of 4D code that read `$blob`, `$text` or `$file`; `%PORT%` is the port of the server.
    pub code: &'static str,
    /// Where it is called otherwise: with the input and a folder.
    pub native: Option<fn(&[u8], &Path)>,
    /// What a server sends of it.
    pub served: Served,
    /// Its share of all inputs.
    pub weight: u64,
    /// Inputs to begin with.
    pub seeds: &'static [&'static str],
    /// What is put in.
    pub pieces: &'static [&'static str],
}

const fn text(
    name: &'static str,
    weight: u64,
    code: &'static str,
    seeds: &'static [&'static str],
    pieces: &'static [&'static str],
) -> Reader {
    Reader { name, code, native: None, served: Served::No, weight, seeds, pieces }
}

/// All readers.
pub static READERS: &[Reader] = &[
    text(
        "mail",
        100,
        "$value:=MAIL Convert from MIME($blob)\n$text:=MAIL Convert to MIME($value)",
        &[
            "From: Ada <a@b.c>\nTo: =?utf-8?Q?B=C3=A9?= <b@c.d>, \"x, y\" <e@f.g>;\nSubject: Hello\nDate: Mon, 1 Jan 2024 10:00:00 +0100\nContent-Type: multipart/mixed; boundary=\"b1\"\n\n--b1\nContent-Type: text/plain; charset=utf-8\n\nHi\n--b1\nContent-Type: image/png; name=a.png\nContent-Disposition: attachment; filename=a.png\nContent-Transfer-Encoding: base64\n\nSGVsbG8=\n--b1--\n",
            "Content-Type: message/rfc822\n\nSubject: a\nContent-Type: multipart/digest; boundary=x\n\n--x\n\nFrom: a\n\nb\n--x--",
            "Content-Type: text/html; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n<b>=E9=\n</b>",
        ],
        &[
            "Content-Type: ",
            "message/rfc822\n\n",
            "multipart/alternative; boundary=b1\n\n",
            "--b1\n",
            "--b1--\n",
            "\n\n",
            "Content-Transfer-Encoding: base64\n",
            "To: a@b.c\n",
            "(",
            "<",
            "group: a, b;",
            "=?utf-7?B?",
            "?=",
            "charset=utf-16",
            "; name*0*=utf-8''a",
            "Date: Mon, 99 Foo 99999",
        ],
    ),
    text(
        "zip",
        60,
        "$value:=ZIP Read archive($file).root\n$value.folders(fk recursive)\nFor each ($other; $value.files(fk recursive))\n$blob:=$other.getContent()\nEnd for each",
        &[],
        &["PK\u{1}\u{2}", "PK\u{3}\u{4}", "PK\u{5}\u{6}", "PK\u{6}\u{6}", "a/", "../"],
    ),
    text(
        "pictures",
        60,
        "READ PICTURE FILE($file.platformPath; $picture)\nBLOB TO PICTURE($blob; $picture)\nPICTURE PROPERTIES($picture; $width; $height)\nCONVERT PICTURE($picture; \".png\")\nCREATE THUMBNAIL($picture; $picture)",
        &[
            "GIF89a\u{1}\0\u{1}\0\0\0\0,\0\0\0\0\u{1}\0\u{1}\0\0\u{2}\u{2}D\u{1}\0;",
            "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'><rect width='5' height='5'/></svg>",
        ],
        &["IHDR", "IDAT", "IEND", "tEXt", "JFIF", "Exif\0\0", "II*\0", "MM\0*", "BM"],
    ),
    text(
        "xml",
        120,
        "$name:=DOM Parse XML variable($blob)\nDOM EXPORT TO VAR($name; $text)\nDOM CLOSE XML($name)",
        &[
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><!DOCTYPE a [<!ELEMENT a (b|c)*><!ENTITY e \"x&amp;y\"><!ATTLIST b c CDATA #IMPLIED>]><a xmlns:p=\"u\"><p:b c='d'>t&e;&#65;</p:b><!-- c --><![CDATA[x]]><?pi x?></a>",
            "<a/>",
        ],
        &[
            "<a>",
            "</a>",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "<!DOCTYPE ",
            "<!ENTITY % p SYSTEM 'file:///etc/passwd'>",
            "<!ENTITY e1 '&e;&e;'>",
            "&e;",
            "&#x10FFFF;",
            "<?",
            "?>",
            " xmlns:q='q'",
            " a='b'",
            "<![INCLUDE[",
        ],
    ),
    text(
        "xpath",
        60,
        "$name:=DOM Parse XML variable(\"<a><b c='1'>x<d/></b><b/>y<!-- z --></a>\")\n$other:=DOM Find XML element($name; $text)\n$other:=DOM Create XML element($name; $text)",
        &[
            "/a/b[@c='1']/d",
            "//b[position()=last()-1]|//d",
            "count(//*) + 1 div 2 mod 3",
            "/a/b[1]/following::node()",
            "string-length(concat('a', name(.)))",
        ],
        &[
            "//",
            "[",
            "]",
            "(",
            ")",
            "::",
            "ancestor-or-self::",
            "preceding::*",
            "and ",
            "or ",
            "not(",
            "contains(",
            "@*",
            "..",
            "substring(",
            "1",
            "'",
            "|",
            "-",
        ],
    ),
    text(
        "sax",
        40,
        "$document:=Open document($file.platformPath; Read mode)\n$rounds:=0\nRepeat\n$event:=SAX Get XML node($document)\n$rounds+=1\nUntil (($event=XML end document) | ($event=0) | ($rounds>100000))",
        &["<?xml version='1.0'?><a b='c'>t<d/><!-- e --><![CDATA[f]]></a>"],
        &["<a>", "</a>", "<!--", "-->", "<![CDATA[", "]]>", "&lt;", "<!DOCTYPE a>", "<?p?>"],
    ),
    text(
        "json",
        120,
        "$value:=JSON Parse($text)\n$other:=JSON Parse($text; Is object; *)\n$text:=JSON Stringify($value; *)\n$value:=OB Copy({a: $value})",
        &[
            "{\"a\": [1, -2.5e+10, true, false, null, \"\\u00e9\\ud83d\\ude00\\n\"], \"b\": {\"c\": \"!2024-01-01!\"}}",
            "[[[]]]",
            "\"a\"",
        ],
        &[
            "{",
            "}",
            "[",
            "]",
            "\"",
            "\\u",
            "\\",
            ":",
            ",",
            "null",
            "true",
            "1e999",
            "-0",
            "\"__symbols\":",
            "\"2024-01-01T00:00:00Z\"",
            "\u{FEFF}",
        ],
    ),
    text(
        "json-schema",
        60,
        "$value:=JSON Parse($text)\n$value:=JSON Validate({a: [1; 2; {b: \"c\"}]; d: Null}; $value)",
        &[
            "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"$defs\":{\"x\":{\"$anchor\":\"x\",\"type\":\"array\",\"items\":{\"anyOf\":[{\"type\":\"number\"},{\"$ref\":\"#\"}]}}},\"properties\":{\"a\":{\"$ref\":\"#x\"},\"d\":{\"not\":{\"const\":1}}},\"unevaluatedProperties\":false}",
            "{\"definitions\":{\"x\":{\"allOf\":[{\"$ref\":\"#/definitions/x\"}]}},\"patternProperties\":{\"^a\":{\"minItems\":2,\"uniqueItems\":true}},\"dependencies\":{\"a\":[\"d\"]},\"required\":[\"a\"]}",
        ],
        &[
            "\"$ref\":\"#\"",
            "\"allOf\":[",
            "\"anyOf\":[{}]",
            "\"oneOf\":[",
            "\"not\":{",
            "\"pattern\":\"(a*)*b\"",
            "\"format\":\"date-time\"",
            "\"if\":{},\"then\":{}",
            "\"multipleOf\":0",
            "\"enum\":[",
            "\"contains\":{}",
            "{",
            "}",
            "[",
            "]",
            ",",
        ],
    ),
    text(
        "tags",
        60,
        "PROCESS 4D TAGS($text; $name; 1; \"a\")",
        &[
            "a<!--#4DIF ($1=1)-->b<!--#4DELSEIF (False)-->c<!--#4DELSE-->d<!--#4DENDIF--><!--#4DTEXT $2-->$4DTEXT($1)<!--#4DEVAL 1+1-->",
            "<!--#4DLOOP (False)-->x<!--#4DENDLOOP--><!--#4DEACH $x in [1;2]--><!--#4DHTML $x--><!--#4DENDEACH--><!--#4DCODE\n$a:=1\n-->",
        ],
        &[
            "<!--#4DIF ",
            "<!--#4DENDIF-->",
            "<!--#4DELSE-->",
            "<!--#4DTEXT ",
            "-->",
            "$4DEVAL(",
            ")",
            "<!--#4DEACH $x in [1]-->",
            "<!--#4DENDEACH-->",
            "<!--#4DBASE ..-->",
            "<!--#4DINCLUDE a-->",
            "\"<!--#4DEVAL $1-->\"",
            "$1",
        ],
    ),
    text(
        "formulas",
        100,
        "$value:=Formula from string($text)\n$value:=$value.call({a: 1})",
        &["1+2*3", "\"a\"+String(This.a)", "(This.a=1) ? [1; {b: 2}] : Null", "Abs(-1)^2", "Length(\"abc\")[[1]]"],
        &[
            "(",
            ")",
            "[",
            "]",
            "{a: ",
            "}",
            "+",
            "*",
            "-",
            "This",
            ".a",
            "Abs(",
            "\"a\"",
            "?",
            ":",
            ";",
            "&&",
            "||",
            "[[",
            "->",
            "Null",
            "1",
            "!2024-01-01!",
            "?10:00:00?",
            "Formula(",
            "$1",
            "\\\n",
            "/*",
        ],
    ),
    text(
        "methods",
        60,
        "$value:=4D.Method.new(\"return\\n\"+$text)\n$value.call()",
        &[
            "#DECLARE($a : Integer; ...)->$r : Real\nIf ($a=1)\n$r:=1\nElse\n$r:=2\nEnd if\n",
            "For each ($x; [1;2])\n$y+=$x\nEnd for each\nTry\nthrow({errCode: 1})\nCatch\nEnd try\n",
        ],
        &[
            "If (True)\n",
            "End if\n",
            "Case of\n",
            ": (1=1)\n",
            "End case\n",
            "For ($i; 1; 2)\n",
            "End for\n",
            "#DECLARE(",
            "var $a : Text\n",
            "$a:=",
            "\n",
            "(",
            ")",
            "Begin SQL\n",
            "\\",
        ],
    ),
    text(
        "queries",
        60,
        "$value:=[{a: 1; b: \"x\"; c: [1; 2]}; {a: 2}].query($text; 1; \"b\")",
        &[
            "a = 1 and (b = 'x@' or not(c[].d > 3)) order by a desc, b",
            "a in :1",
            ":2 = x",
            "a # null & c.length >= 2 | b IN ['a';'b']",
        ],
        &[
            "(",
            ")",
            "and ",
            "or ",
            "not(",
            "=",
            "[]",
            ":1",
            "order by ",
            "'",
            "in ",
            "null",
            "==",
            "begin ",
            "eval(",
            ".",
        ],
    ),
    text(
        "regular-expressions",
        40,
        "ARRAY LONGINT($positions; 0)\nARRAY LONGINT($lengths; 0)\n$found:=Match regex($text; \"aaaa bbb 123 é\"; 1; $positions; $lengths)",
        &["(a+)\\s*(?:b|c){2,3}\\d*$", "(?i)[a-z&&[^b]]+(?=x)(?<n>y)\\k<n>"],
        &[
            "(",
            ")",
            "[",
            "]",
            "*",
            "+",
            "{1000}",
            "|",
            "(?=",
            "(?<!",
            "\\p{L}",
            "\\1",
            "^",
            "(?>",
            "\\Q",
            "\\x{10FFFF}",
            "[[:alpha:]]",
        ],
    ),
    text(
        "formats",
        40,
        "$name:=String(-1234.567; $text)\n$name:=String(!2024-02-29!; $text; ?10:20:30?)\n$name:=String(?10:20:30?; $text)\n$number:=Num($text)\n$date:=Date($text)\n$time:=Time($text)\n$name:=Split string($text; \",\"; sk trim spaces).join($text)",
        &["###,##0.00;(0);zero", "yyyy-MM-dd'T'HH:mm:ss.SSS", "&xml", "2024-01-31T10:00:00+01:00", "^^^ %%"],
        &["#", "0", ",", ";", "yyyy", "MMMM", "'", "&", "e+", "-", "T", "Z", "1", "\u{e9}"],
    ),
    text(
        "pem",
        40,
        "$value:=4D.CryptoKey.new({type: \"PEM\"; pem: $text})\n$name:=$value.getPrivateKey()\n$name:=$value.sign(\"a\"; {hash: \"SHA256\"})",
        &["-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\n-----END PUBLIC KEY-----\n"],
        &[
            "-----BEGIN ",
            "-----END ",
            "PRIVATE KEY-----\n",
            "RSA PUBLIC KEY-----\n",
            "EC PRIVATE KEY-----\n",
            "MII",
            "AAAA",
            "////",
            "=",
            "\n",
        ],
    ),
    text(
        "blobs",
        60,
        "BLOB TO VARIABLE($blob; $value)\n$number:=0\n$text:=BLOB to text($blob; UTF8 text with length; $number)\nEXPAND BLOB($blob)\n$name:=Convert to text($blob; \"UTF-16\")\nBASE64 DECODE($text; $blob)",
        &[],
        &["\0\0\0\u{1}", "\u{7f}", "\u{1f}\u{8b}"],
    ),
    Reader {
        name: "urls",
        code: "$text:=Replace string($text; \":1/\"; \":%PORT%/\")\n$value:=4D.HTTPRequest.new($text; {timeout: 0.001})\n$value:=4D.WebSocket.new($text; {})",
        native: None,
        served: Served::Frames,
        weight: 30,
        seeds: &["http://user:pass@[::1]:1/a?b=c#d", "ws://127.0.0.1:1/0", "http://127.0.0.1:1/%00é"],
        pieces: &["http://", "ftp://", "@", ":", "[", "]", "/", "?", "#", "%", "..", "é", "\r\n"],
    },
    text(
        "property-lists",
        30,
        "$file.copyTo(Folder(\"/PACKAGE/\"); \"Info.plist\"; fk overwrite)\n$value:=File(\"/PACKAGE/Info.plist\").getAppInfo()",
        &[
            "<?xml version=\"1.0\"?><!DOCTYPE plist><plist version=\"1.0\"><dict><key>a</key><string>b</string><key>c</key><array><integer>1</integer><date>2024-01-01T00:00:00Z</date><data>AA==</data></array></dict></plist>",
        ],
        &["<dict>", "</dict>", "<key>a</key>", "<array>", "</array>", "<integer>", "<true/>", "bplist00"],
    ),
    Reader {
        name: "http-answers",
        code: "$value:=4D.HTTPRequest.new(\"http://127.0.0.1:%PORT%/\"+$number+\"\"; {timeout: 1})\n$value.wait(2)\n$value.terminate()\n$text:=JSON Stringify($value.response)",
        native: None,
        served: Served::Answer,
        weight: 10,
        seeds: &[
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 8\r\n\r\n{\"a\": 1}",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nSet-Cookie: a=b; Path=/\r\n\r\n5\r\nhello\r\n0\r\nX: y\r\n\r\n",
            "HTTP/1.1 301 Moved\r\nLocation: /0\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 401 No\r\nWWW-Authenticate: Digest realm=\"a\", nonce=\"b\", qop=\"auth\"\r\nContent-Length: 0\r\n\r\n",
        ],
        pieces: &[
            "\r\n",
            "Content-Length: ",
            "Transfer-Encoding: chunked\r\n",
            "Content-Encoding: gzip\r\n",
            "ffffffff\r\n",
            "0\r\n\r\n",
            "HTTP/1.1 100 Continue\r\n\r\n",
            ": ",
            "Set-Cookie: a=b\r\n",
            "Connection: close\r\n",
        ],
    },
    Reader {
        name: "web-socket-frames",
        code: "$value:=4D.WebSocket.new(\"ws://127.0.0.1:%PORT%/\"+$number+\"\"; {})\nDELAY PROCESS(Current process; 2)\n$value.terminate()",
        native: None,
        served: Served::Frames,
        weight: 5,
        seeds: &["\u{1}\u{5}hello", "\u{2}\u{1}a", "\u{9}\0"],
        pieces: &["\u{1}~\0\u{1}a", "\u{1}\u{7f}", "\0\u{1}a", "\u{9}\0"],
    },
    Reader {
        name: "project-files",
        code: "",
        native: Some(project_files),
        served: Served::No,
        weight: 60,
        seeds: &[
            "<?xml version=\"1.0\"?><base name=\"a\"><table name=\"T\" id=\"1\"><field name=\"F\" id=\"1\" type=\"10\" unique=\"true\"/></table><relation name_Nto1=\"a\"><related_field kind=\"source\"><field_ref><table_ref/></field_ref></related_field></relation></base>",
            "{\"privileges\":[{\"privilege\":\"a\",\"includes\":[\"b\"]}],\"roles\":[{\"role\":\"r\",\"privileges\":[\"a\"]}],\"permissions\":{\"allowed\":[]}}",
            "{\"dependencies\":{\"Other\":{}}}",
            "<preferences><com.4d><compiler/></com.4d></preferences>",
            "<xliff version=\"1.0\"><file><body><group d4:groupName=\"g\"><trans-unit id=\"1\" resname=\"a\"><source>b</source><target>c</target></trans-unit></group></body></file></xliff>",
        ],
        pieces: &[
            "<table>",
            "</table>",
            "<field ",
            "{",
            "}",
            "[",
            "]",
            "\"",
            "<a>",
            "</a>",
            "id=\"",
            "99999999999",
            "<trans-unit id='1'>",
            "<?xml",
        ],
    },
    Reader {
        name: "lexer",
        code: "",
        native: Some(lexer),
        served: Served::No,
        weight: 40,
        seeds: METHODS,
        pieces: CODE,
    },
    Reader {
        name: "parser",
        code: "",
        native: Some(parser),
        served: Served::No,
        weight: 40,
        seeds: METHODS,
        pieces: CODE,
    },
    // The edge of the stack: small inputs of several kinds, read where no further call may begin.
    Reader {
        name: "stack-edge",
        code: "Case of\n: ($text=\"{@\") | ($text=\"[@\")\n$value:=JSON Stringify(JSON Parse($text))\n: ($text=\"<@\")\n$name:=DOM Parse XML variable($text)\nPROCESS 4D TAGS($text; $name)\n: ($text=\"@:@\")\n$value:=MAIL Convert from MIME($text)\nElse\n$value:=Formula from string($text).call()\n$value:=[{a: 1}].query($text)\n$found:=Match regex($text; \"aaa\")\nEnd case",
        native: None,
        served: Served::No,
        weight: 10,
        seeds: &[
            "{\"a\":[1]}",
            "<a><b/></a>",
            "<!--#4DIF (True)-->",
            "1+1",
            "(((1)))",
            "Content-Type: message/rfc822\n\n",
            "a=1",
            "[[[[",
            "Abs(Abs(1))",
        ],
        pieces: &["{\"a\":", "[", "(", "+1", "<a>", "<!--#4DIF (True)-->", "Abs(", " or a=1", "*"],
    },
];

const METHODS: &[&str] = &[
    "#DECLARE($a : Integer; ...)->$r : Real\nIf ($a=1)\n$r:=1\nElse\n$r:=2\nEnd if\n",
    "Class extends A\nproperty a; b : Text:=\"x\"\nClass constructor($a : Integer)\nSuper($a)\nshared Function get c()->$r : Text\nreturn This.a\n",
];
const CODE: &[&str] = &[
    "If (",
    "End if\n",
    "For ($i;1;3)\n",
    "$a",
    ":=",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "\n",
    "\\\n",
    "/*",
    "*/",
    "//",
    "Case of\n",
    "Function ",
    "#DECLARE(",
    "!",
    "?",
    "'",
    "é",
    "->",
    "<>",
];

fn lexer(bytes: &[u8], _folder: &Path) {
    fourd_fuzz::lexer(&String::from_utf8_lossy(bytes));
}

fn parser(bytes: &[u8], _folder: &Path) {
    let text = String::from_utf8_lossy(bytes);
    // Reading it twice and comparing is for texts of the size of methods.
    fourd_fuzz::parser(text.get(..4_000).unwrap_or(&text));
}

/// Opens a project in which one file after the other is the input.
fn project_files(bytes: &[u8], folder: &Path) {
    let folder = folder.join("project");
    let files = [
        "Project/p.4DProject",
        "Project/Sources/catalog.4DCatalog",
        "Project/Sources/roles.json",
        "Project/Sources/dependencies.json",
        "Project/Sources/settings.4DSettings",
        "Project/Sources/warnings.json",
        "Project/Sources/folders.json",
        "Resources/en.lproj/a.xlf",
        "Resources/constants.xlf",
    ];
    let which =
        bytes.iter().fold(0usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(usize::from(*byte))) % files.len();
    for (number, file) in files.iter().enumerate() {
        let path = folder.join(file);
        if let Some(above) = path.parent() {
            let _ = std::fs::create_dir_all(above);
        }
        if number == which {
            let _ = std::fs::write(path, bytes);
        } else if number == 0 {
            let _ = std::fs::write(path, "{}");
        } else {
            let _ = std::fs::remove_file(path);
        }
    }
    let methods = folder.join("Project/Sources/Methods");
    let _ = std::fs::create_dir_all(&methods);
    let code = "var $value : Variant\n$value:=Localized string(\"a\")\n$value:=Session.hasPrivilege(\"a\")\n$value:=Last table number\n$value:=Structure file\n";
    let _ = std::fs::write(methods.join("main.4dm"), code);
    if let Ok(project) = Project::open(&folder) {
        let program = Program::new(project, fourd_commands::commands(), fourd_commands::classes(), None);
        run(&program, Options { method: Some("main".to_owned()), ..Options::default() }, |_| ());
    }
}

/// The scripts that read a batch.
pub fn scripts(reader: &Reader, count: u64, port: u16) -> Vec<(&'static str, String)> {
    let main = format!(
        "var $number : Integer\n$number:=New process(\"batch\"; 0; \"batch\"; {count})\nWhile (Process state($number)>=0)\n\
         DELAY PROCESS(Current process; 2)\nEnd while\n"
    );
    let code = reader.code.replace("%PORT%", &port.to_string());
    let (code, statements) = each_tried(&code);
    let is_edge = reader.name == "stack-edge";
    let call = if is_edge { "deeper($file; $i)" } else { "read($file; $i)" };
    let batch = format!(
        "#DECLARE($count : Integer)\nvar reached : Boolean\nvar $i : Integer\nvar $file : 4D.File\nvar done : Collection\n\
         done:=New collection.resize({statements}; 0)\nON ERR CALL(\"caught\")\nFor ($i; 0; $count-1)\n\
         File(\"/PACKAGE/at\").setText(String($i))\n$file:=File(\"/PACKAGE/inputs/\"+String($i))\nreached:=False\nTry\n{call}\nCatch\nEnd try\nEnd for\n\
         File(\"/PACKAGE/done\").setText(JSON Stringify(done))\n"
    );
    let variables = "var $blob : Blob\nvar $text; $name : Text\nvar $value; $other : Variant\nvar $picture : Picture\nvar $width; $height; $event; $rounds : Integer\nvar $document; $time : Time\nvar $date : Date\nvar $found : Boolean\n";
    let read = format!(
        "#DECLARE($file : 4D.File; $i : Integer)\n{variables}var $number : Variant\n$number:=String($i)\n$blob:=$file.getContent()\n$text:=BLOB to text($blob; UTF8 text without length)\n{code}\n"
    );
    let deeper = format!(
        "#DECLARE($file : 4D.File; $i : Integer)\n{variables}Try\ndeeper($file; $i)\nCatch\nIf (Not(reached))\nreached:=True\nTry\n\
         $blob:=$file.getContent()\n$text:=BLOB to text($blob; UTF8 text without length)\n{code}\nCatch\nEnd try\nEnd if\nEnd try\n"
    );
    vec![
        ("main.4dm", main),
        ("batch.4dm", batch),
        ("read.4dm", read),
        ("deeper.4dm", deeper),
        ("caught.4dm", "var $done : Boolean\n$done:=True\n".to_owned()),
    ]
}

/// The code with each statement or block in a `Try` of its own, so that an error does not keep the next one from reading; how
/// often each ends without an error is counted in `done`. And how many there are.
fn each_tried(code: &str) -> (String, usize) {
    const BEGINNINGS: [&str; 5] = ["For", "If", "Case", "Repeat", "Try"];
    const ENDS: [&str; 2] = ["End", "Until"];
    let (mut depth, mut statements) = (0usize, 0usize);
    let mut tried = String::new();
    for line in code.lines() {
        let is_within = |words: &[&str]| words.iter().any(|word| line.starts_with(word));
        if depth == 0 {
            tried.push_str("Try\n");
        }
        depth += usize::from(is_within(&BEGINNINGS));
        tried.push_str(&format!("{line}\n"));
        depth -= usize::from(is_within(&ENDS));
        if depth == 0 {
            tried.push_str(&format!("done[{statements}]+=1\nCatch\nEnd try\n"));
            statements += 1;
        }
    }
    (tried, statements)
}

/// Seeds that the program has made.
#[derive(Default)]
pub struct Seeds(Vec<(String, Vec<u8>)>);

impl Seeds {
    /// Those of a reader.
    pub fn of(&self, reader: &str) -> Vec<Vec<u8>> {
        self.0
            .iter()
            .filter(|(name, _)| name.split('-').next() == Some(reader))
            .map(|(_, bytes)| bytes.clone())
            .collect()
    }
}

/// Lets the program make seeds: archives, pictures, keys, Blobs.
pub fn made_seeds(folder: &Path) -> Seeds {
    let _ = std::fs::write(folder.join("main.4dm"), include_str!("seeds.4dm"));
    if let Ok(project) = Project::open(folder.join("main.4dm")) {
        let program = Program::new(project, fourd_commands::commands(), fourd_commands::classes(), None);
        run(&program, Options::default(), |_| ());
    }
    let entries = std::fs::read_dir(folder.join("seeds")).into_iter().flatten().flatten();
    let read =
        entries.filter_map(|entry| Some((entry.file_name().into_string().ok()?, std::fs::read(entry.path()).ok()?)));
    let seeds = Seeds(read.collect());
    let _ = std::fs::remove_dir_all(folder);
    seeds
}
