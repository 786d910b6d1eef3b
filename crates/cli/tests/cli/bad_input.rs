//! Every command and every function of a built-in class, called with what it does not expect: it gives a value or a 4D
//! error, in time, and the program stays alive.

use crate::{fresh_folder, write_files};
use fourd_runtime::Libraries;
use fourd_runtime::class::MemberRole;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The values, by their number; the method gives a fresh one each time but for the deep ones.
const VALUES: &str = r#"#DECLARE($number : Integer) -> $value : Variant
var deep; cyclic : Collection
var huge : Text
var $depth : Integer
If (deep=Null)
	deep:=[]
	For ($depth; 1; 3000)
		deep:=[deep]
	End for
	huge:="aé("*100000
End if
Case of
	: ($number=0)
		$value:=Null
	: ($number=1)
		$value:={}.none
	: ($number=2)
		$value:=0
	: ($number=3)
		$value:=-1
	: ($number=4)
		$value:=1e300
	: ($number=5)
		$value:=-9007199254740993
	: ($number=6)
		$value:=(1e300*1e300)-(1e300*1e300)
	: ($number=7)
		$value:=2147483648
	: ($number=8)
		$value:=0.5
	: ($number=9)
		$value:=""
	: ($number=10)
		$value:=huge
	: ($number=11)
		$value:=Char(0)+"../"+Char(55296)+"\""
	: ($number=12)
		$value:=True
	: ($number=13)
		$value:=!00-00-00!
	: ($number=14)
		$value:=?00:00:00?-?99:59:59?
	: ($number=15)
		$value:={}
		$value.self:=$value
	: ($number=16)
		$value:=[1; Null; "a"]
		$value.push($value)
	: ($number=17)
		$value:=deep
	: ($number=18)
		$value:=Formula(1/0)
	: ($number=19)
		$value:={a: deep; length: -1; b: "x"}
	: ($number=20)
		$value:=4D.Blob.new()
	: ($number=21)
		$value:=New shared object("a"; 1)
	: ($number=22)
		$value:=File("/PACKAGE/none.txt")
	: ($number=23)
		$value:=->$number
End case
"#;

/// How many values there are.
const COUNT: usize = 24;

/// What ends or holds up the process that calls it, as it should.
const ENDING: &[&str] = &["ABORT", "DELAY PROCESS", "PAUSE PROCESS", "QUIT 4D", "RESTART 4D", "Signal.wait", "TRACE"];

/// Makes an object of a class.
fn instance(class: &str) -> Option<&'static str> {
    Some(match class {
        "Blob" => "4D.Blob.new()",
        "Class" => "4D.File",
        "ClassStore" => "4D",
        "Collection" => "[3; \"b\"; Null; {a: 1}; [2]]",
        "CryptoKey" => "4D.CryptoKey.new({type: \"ECDSA\"})",
        "File" => "File(\"/PACKAGE/file.txt\")",
        "FileHandle" => "File(\"/PACKAGE/handle.txt\").open(\"write\")",
        "Folder" => "Folder(\"/PACKAGE/folder\")",
        "Function" => "Formula($1)",
        "HTTPAgent" => "4D.HTTPAgent.new()",
        "MailAttachment" => "4D.MailAttachment.new(4D.Blob.new(); \"a\")",
        "Session" => "Session",
        "Signal" => "New signal",
        "Vector" => "4D.Vector.new([1; 2])",
        _ => return None,
    })
}

/// The lines that call something with up to `most` arguments: all of them the same, and one among usual ones.
fn calls(most: usize, call: impl Fn(&str) -> String) -> String {
    let mut lines = String::from("var $i : Integer\n");
    let tried = |lines: &mut String, arguments: &str| {
        let _ = write!(lines, "\tTry\n\t\t{}\n\tCatch\n\tEnd try\n", call(arguments));
    };
    tried(&mut lines, "");
    let _ = writeln!(lines, "For ($i; 0; {})", COUNT - 1);
    for count in 1..=most {
        let names: Vec<String> = (0..count).map(|position| format!("$v{position}")).collect();
        for name in &names {
            let _ = writeln!(lines, "\t{name}:=badValue($i)");
        }
        tried(&mut lines, &names.join("; "));
        if count == most {
            for usual in ["1", "\"a\"", "{a: 1}", "[1; 2]"] {
                for at in 0..count {
                    for (position, name) in names.iter().enumerate() {
                        let value = if position == at { "badValue($i)" } else { usual };
                        let _ = writeln!(lines, "\t{name}:={value}");
                    }
                    tried(&mut lines, &names.join("; "));
                }
            }
        }
    }
    lines.push_str("End for\nALERT(\"end\")\n");
    lines
}

/// The scripts by the name of what they call.
fn scripts() -> Vec<(String, String)> {
    let libraries = Libraries::new(fourd_cli::LIBRARIES);
    let mut scripts = Vec::new();
    for (_, entry) in libraries.entries() {
        let documented = fourd_catalog::command(entry.number).map_or(0, |command| command.parameters.len());
        let most = (documented.max(entry.parameters.len()) + 1).min(5);
        let call = |arguments: &str| {
            // The name of an array has the array's type in the whole method.
            let declared = match arguments {
                _ if !entry.name.starts_with("ARRAY ") || entry.name.starts_with("ARRAY TO ") => "",
                "" => "$array",
                _ => "$array; ",
            };
            format!("{}({declared}{arguments})", entry.name)
        };
        scripts.push((entry.name.to_owned(), calls(most, call)));
    }
    for class in libraries.classes.iter() {
        let Some(instance) = instance(class.name) else { continue };
        for member in class.members().filter(|member| member.role == MemberRole::Function) {
            let function = member.name;
            let body = calls(3, |arguments| format!("$o.{function}({arguments})"));
            let script = format!("var $o : Variant\n$o:={instance}\n{body}");
            scripts.push((format!("{}.{function}", class.name), script));
        }
        if class.constructor().is_some() {
            scripts.push((class.name.to_owned(), calls(3, |arguments| format!("4D.{}.new({arguments})", class.name))));
        }
    }
    scripts.retain(|(name, _)| !ENDING.contains(&name.as_str()));
    scripts
}

/// Runs a script in a folder of its own; what went wrong.
fn run(base: &Path, number: usize, name: &str, script: &str) -> Option<String> {
    let folder = base.join(number.to_string());
    write_files(
        &folder,
        &[("script.4dm", script), ("badValue.4dm", VALUES), ("file.txt", "text"), ("folder/a.txt", "a")],
    );
    let mut command = Command::new(if cfg!(unix) { "sh" } else { env!("CARGO_BIN_EXE_fourd") });
    if cfg!(unix) {
        // More memory than this is no answer either.
        command.args(["-c", "ulimit -v 8000000; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_fourd")]);
    }
    let ended = command
        .args(["run", "--timeout", "60", "--allow", "files=.", "script.4dm"])
        .current_dir(&folder)
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&ended.stderr);
    let finished = String::from_utf8_lossy(&ended.stdout).contains("end\n");
    let _ = std::fs::remove_dir_all(&folder);
    if finished && !errors.contains("panicked") && ended.status.code().is_some_and(|code| code < 2) {
        return None;
    }
    Some(format!("{name}: {} {}", ended.status, errors.chars().take(600).collect::<String>()))
}

#[test]
fn no_command_breaks_whatever_it_gets() {
    let base = fresh_folder("bad-input");
    let only: BTreeSet<String> =
        std::env::var("BAD_INPUT").map(|names| names.split(',').map(str::to_owned).collect()).unwrap_or_default();
    let scripts: Vec<_> = scripts().into_iter().filter(|(name, _)| only.is_empty() || only.contains(name)).collect();
    let (next, wrong) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                while let Some((name, script)) = scripts.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let number = next.load(Ordering::Relaxed) * 1000 + name.len();
                    wrong.lock().unwrap().extend(run(&base, number, name, script));
                }
            });
        }
    });
    let wrong = wrong.into_inner().unwrap();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), scripts.len(), wrong.join("\n"));
}
