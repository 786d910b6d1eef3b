//! Programs whose outside is not the system: all in memory, or with texts that an editor has not saved.

use fourd_host::{Host, Memory, Overlay, Rules, System};
use fourd_project::{Project, SourceAccess};
use fourd_runtime::Program;
use fourd_runtime::run::{Options, Outcome, run};
use fourd_runtime::surroundings::Surroundings;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// Runs the project or script at a path of a host, as that host has it.
fn runs(host: Arc<dyn Host>, path: &str) -> Outcome {
    let project = Project::open_with(path, &SourceAccess::of(host.clone())).unwrap();
    let program = Program::within(project, fourd_commands::libraries(), None, Surroundings::of(host));
    run(&program, Options { timeout: Some(Duration::from_secs(60)), ..Options::default() }, |_| {})
}

/// Uses files, folders, links, archives, documents, the console, the clock, the user and the environment.
const MAIN: &str = r#"
var $text; $name : Text
var $file : 4D.File
var $doc : Time
var $zip : 4D.ZipArchive
ALERT(greeting(Current system user))
ALERT(String(Current date; ISO date GMT; Current time)+" "+String(1.5))
ASSERT(File("/PACKAGE/notes/a.txt").getText()="hello")
Folder("/PACKAGE/made/deep").create()
$file:=File("/PACKAGE/made/deep/b.txt")
$file.setText("first"+Char(10)+"second")
ASSERT($file.size=12)
ASSERT($file.modificationDate=!2026-07-01!)
$doc:=Append document($file.platformPath)
SEND PACKET($doc; Char(10)+"third")
CLOSE DOCUMENT($doc)
$doc:=Open document($file.platformPath; Read mode)
RECEIVE PACKET($doc; $text; Char(10))
RECEIVE PACKET($doc; $name; Char(10))
CLOSE DOCUMENT($doc)
ASSERT(($text="first") & ($name="second"))
$file.copyTo(Folder("/PACKAGE/notes"); "c.txt")
$file.moveTo(Folder("/PACKAGE/notes"); "d.txt")
ASSERT(Not(File("/PACKAGE/made/deep/b.txt").exists))
ASSERT(Folder("/PACKAGE/notes").files().length=3)
$file:=File("/PACKAGE/notes/d.txt")
ASSERT($file.createAlias(Folder("/PACKAGE/made"); "link.txt"; fk symbolic link).name="link")
ASSERT(File("/PACKAGE/made/link.txt").original.platformPath=$file.platformPath)
ASSERT(File("/PACKAGE/made/link.txt").getText()=$file.getText())
ASSERT(ZIP Create archive(Folder("/PACKAGE/notes"); File("/PACKAGE/all.zip")).success)
$zip:=ZIP Read archive(File("/PACKAGE/all.zip"))
ASSERT($zip.root.folder("notes").files().length=3)
$zip.root.copyTo(Folder("/PACKAGE/made"); "unpacked")
ASSERT(File("/PACKAGE/made/unpacked/notes/a.txt").getText()="hello")
Folder("/PACKAGE/notes").delete(Delete with contents)
ASSERT(Not(Folder("/PACKAGE/notes").exists))
Try
	File("/PACKAGE/notes/missing/e.txt").copyTo(Folder("/PACKAGE"))
	ASSERT(False)
Catch
	ASSERT(Last errors[0].errCode=-43)
End try
CONFIRM("Go on?")
ALERT("OK "+String(OK))
LOG EVENT(Into 4D debug message; "done")
Try
	LAUNCH EXTERNAL PROCESS("true")
Catch
End try
ASSERT(OK=0)
"#;

#[test]
fn a_project_runs_in_memory() {
    let memory = Memory::new()
        .with_file("/app/Project/App.4DProject", "{}")
        .with_file("/app/Project/Sources/Methods/main.4dm", MAIN)
        .with_file(
            "/app/Project/Sources/Methods/greeting.4dm",
            "#DECLARE($who : Text)->$text : Text\n$text:=cs.Greeter.new().of($who)\n",
        )
        .with_file(
            "/app/Project/Sources/Classes/Greeter.4dm",
            "Function of($who : Text)->$text : Text\n$text:=\"Hello \"+$who\n",
        )
        .with_file("/app/notes/a.txt", "hello")
        .with_user("Ada")
        .with_line("no")
        .in_locale("fr");
    // 2026-07-01T12:00Z.
    memory.set_time(Duration::from_secs(1_782_907_200));
    let outcome = runs(Arc::new(memory.clone()), "/app");
    assert_eq!((memory.errors().as_str(), outcome), ("", Outcome::Success));
    let output = memory.output();
    let lines: Vec<&str> = output.lines().collect();
    assert_eq!(lines[..2], ["Hello Ada", "2026-07-01T12:00:00Z 1,5"], "{output}");
    assert!(output.ends_with("OK 0\n"), "{output}");
    assert!(memory.content("/app/all.zip").is_some_and(|bytes| bytes.starts_with(b"PK")));
    assert_eq!(memory.content("/app/made/unpacked/notes/a.txt").as_deref(), Some(&b"hello"[..]));
    assert!(!Path::new("/app").exists(), "nothing of it is on the disk");
}

#[test]
fn rules_hold_in_memory_too() {
    let script = r#"
ALERT(String(File("/in/a.txt").exists)+" "+String(File("/out/a.txt").exists)+" "+String(File("/in/link/a.txt").exists))
Try
	File("/in/b.txt").setText("x")
Catch
	ALERT(String(Last errors[0].errCode))
End try
"#;
    let memory = Memory::new().with_file("/in/s.4dm", script).with_file("/in/a.txt", "a").with_file("/out/a.txt", "a");
    memory.files().create_link(Path::new("../out"), Path::new("/in/link")).unwrap();
    let mut rules = Rules::nothing();
    rules.allow_path("/in".into(), fourd_host::FileAccess::Read);
    let host = Arc::new(memory.clone()).within(rules);
    assert_eq!(runs(host, "/in/s.4dm"), Outcome::Success);
    assert_eq!((memory.output().as_str(), memory.errors().as_str()), ("True False False\n-54\n", ""));
}

/// Checks its own project, and says what is wrong.
const CHECKS: &str = r#"
var $result : Object
$result:=Compile project
ALERT(String($result.success)+" "+JSON Stringify(($result.errors || []).map(Formula($1.value.code.path))))
ALERT(work)
"#;

#[test]
fn texts_that_are_not_saved_are_checked_and_run() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("overlay");
    let _ = std::fs::remove_dir_all(&folder);
    let methods = folder.join("Project/Sources/Methods");
    std::fs::create_dir_all(&methods).unwrap();
    std::fs::write(folder.join("Project/Overlay.4DProject"), "{}").unwrap();
    std::fs::write(methods.join("main.4dm"), CHECKS).unwrap();
    std::fs::write(methods.join("work.4dm"), "#DECLARE->$text : Text\n$text:=\"saved\"\n").unwrap();
    let run_with = |texts: &[(&str, &str)]| {
        // What it shows goes to memory, its files are those of the disk.
        let shown = Memory::new();
        let editor = Overlay::over(Arc::new(Shown { disk: System::new(), shown: shown.clone() }));
        for (name, text) in texts {
            editor.set(methods.join(name), *text);
        }
        let outcome = runs(Arc::new(editor), &folder.display().to_string());
        (outcome, shown.output())
    };
    assert_eq!(run_with(&[]), (Outcome::Success, "True []\nsaved\n".to_owned()));
    let edited = "#DECLARE->$text : Text\n$text:=\"edited \"+other\n";
    let added = "#DECLARE->$text : Text\n$text:=\"and new\"\n";
    let texts = [("work.4dm", edited), ("other.4dm", added)];
    assert_eq!(run_with(&texts), (Outcome::Success, "True []\nedited and new\n".to_owned()));
    let (outcome, output) = run_with(&[("work.4dm", "#DECLARE->$text : Text\n$text:=(\n")]);
    assert_eq!(outcome, Outcome::Failure);
    assert!(output.starts_with("False [") && output.contains("work"), "{output}");
}

/// The disk of the system, with streams in memory.
#[derive(Debug)]
struct Shown {
    disk: System,
    shown: Memory,
}

impl Host for Shown {
    fn files(&self) -> &dyn fourd_host::Files {
        self.disk.files()
    }

    fn network(&self) -> &dyn fourd_host::Network {
        self.shown.network()
    }

    fn programs(&self) -> &dyn fourd_host::Programs {
        self.shown.programs()
    }

    fn streams(&self) -> &dyn fourd_host::Streams {
        self.shown.streams()
    }

    fn clock(&self) -> &dyn fourd_host::Clock {
        self.disk.clock()
    }

    fn environment(&self) -> &dyn fourd_host::Environment {
        self.disk.environment()
    }

    fn locale(&self) -> &str {
        self.disk.locale()
    }

    fn rules(&self) -> Option<&Rules> {
        self.disk.rules()
    }

    fn within(self: Arc<Self>, rules: Rules) -> Arc<dyn Host> {
        Arc::new(Shown { disk: System::with_rules(rules), shown: self.shown.clone() })
    }
}
