//! Several programs in one process of the operating system, and several processes of one program: what belongs to one of them
//! is not visible to the others.

use fourd_host::{Host, Memory, Rules, System};
use fourd_project::{Project, SourceAccess};
use fourd_runtime::Program;
use fourd_runtime::run::{Options, Outcome, run};
use fourd_runtime::surroundings::Surroundings;
use fourd_value::locale;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A new folder with a project of these methods.
pub fn project(name: &str, methods: &[(&str, &str)]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("isolation").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    let place = folder.join("Project/Sources/Methods");
    std::fs::create_dir_all(&place).unwrap();
    std::fs::write(folder.join("Project/Isolation.4DProject"), "{}").unwrap();
    for (name, code) in methods {
        std::fs::write(place.join(format!("{name}.4dm")), code).unwrap();
    }
    folder
}

fn runs(folder: &Path, surroundings: Surroundings) -> Outcome {
    let project = Project::open(folder).unwrap();
    let program = Program::within(project, fourd_commands::libraries(), None, surroundings);
    let options = Options { timeout: Some(Duration::from_secs(60)), ..Options::default() };
    run(&program, options, |_| {})
}

fn surroundings(tag: &str, rules: &[String]) -> Surroundings {
    let mut allowed = Rules::nothing();
    for text in rules {
        allowed.allow(text).unwrap();
    }
    Surroundings::of(Arc::new(System::with_rules(allowed).in_locale(tag)))
}

/// Makes an XML document and opens a document, notes their references, and waits for the other program.
const OWNER: &str = r#"
var $xml; $name; $above : Text
var $doc : Time
var $round : Integer
var $refused : Boolean
$xml:=DOM Create XML Ref("secret")
$doc:=Create document(File("/PACKAGE/open.txt").platformPath)
SEND PACKET($doc; "secret")
$above:=Folder(Folder(fk database folder).platformPath; fk platform path).parent.path
ASSERT(String(1.5)="1.5")
File("/PACKAGE/references.json").setText(JSON Stringify({xml: $xml; doc: Num($doc)}))
While (Not(File("/PACKAGE/stop.txt").exists))
	DELAY PROCESS(Current process; 1)
	ASSERT(String(1.5)="1.5")
	$round+=1
End while
DOM GET XML ELEMENT NAME($xml; $name)
ASSERT($name="secret")
CLOSE DOCUMENT($doc)
Try
	File($above+"guest/made.txt").setText("x")
Catch
	$refused:=True
End try
ASSERT($refused; "the sandbox of the other program holds")
"#;

/// Tries to reach what the other program has.
const GUEST: &str = r#"
var $references : Object
var $name; $text; $above : Text
var $codes : Collection
$above:=Folder(Folder(fk database folder).platformPath; fk platform path).parent.path
ASSERT(String(1.5)="1,5")
$references:=JSON Parse(File($above+"owner/references.json").getText())
$codes:=[]
Try
	DOM GET XML ELEMENT NAME($references.xml; $name)
Catch
	$codes.push(Last errors[0].errCode)
End try
Try
	RECEIVE PACKET(Time($references.doc); $text; 6)
Catch
	$codes.push(Last errors[0].errCode)
End try
Try
	File($above+"owner/made.txt").setText("x")
Catch
	$codes.push(Last errors[0].errCode)
End try
ASSERT($codes.length=3; JSON Stringify($codes))
ASSERT(($name="") & ($text=""))
// An own document gets the number that the other one has in the other program
ASSERT(DOM Create XML Ref("own")=$references.xml)
DOM GET XML ELEMENT NAME($references.xml; $name)
ASSERT($name="own")
"#;

#[test]
fn two_programs_in_one_process_do_not_see_each_other() {
    let owner = project("owner", &[("main", OWNER)]);
    let guest = project("guest", &[("main", GUEST)]);
    let files = |folder: &Path| format!("files={}", folder.display());
    let own = surroundings("en", &[files(&owner)]);
    let other = surroundings("fr", &[files(&guest), format!("read={}", owner.display())]);
    let folder = owner.clone();
    let owning = std::thread::spawn(move || runs(&folder, own));
    let end = Instant::now() + Duration::from_secs(60);
    while !owner.join("references.json").exists() {
        assert!(Instant::now() < end && !owning.is_finished(), "the first program has not come so far");
        std::thread::sleep(Duration::from_millis(5));
    }
    // A little later all of the text is there.
    std::thread::sleep(Duration::from_millis(50));
    let visited = runs(&guest, other);
    std::fs::write(owner.join("stop.txt"), "").unwrap();
    assert_eq!((visited, owning.join().unwrap()), (Outcome::Success, Outcome::Success));
    assert!(!owner.join("made.txt").exists() && !guest.join("made.txt").exists());
    assert_eq!(locale::current().tag, "en-us", "this thread works for neither");
}

/// What a process sets for itself, and leaves unfinished; the way it ends is `$1`.
const SETS: &str = r#"//%attributes = {"preemptive":"capable"}
#DECLARE($way : Text; $done : 4D.Signal; $seen : Object)
var $xml : Text
Use ($seen)
	$seen.fresh:=True
	Try
		SEND VARIABLE($way)
		$seen.fresh:=False
	Catch
	End try
	XML GET ERROR(""; $xml)
	$seen.fresh:=$seen.fresh & ($xml="")
	HTTP GET OPTION(HTTP timeout; $option)
	$seen.fresh:=$seen.fresh & ($option=120)
End use
HTTP SET OPTION(HTTP timeout; 7)
USE CHARACTER SET("windows-1252")
SET CHANNEL(10; File("/PACKAGE/channel.txt").platformPath)
ASSERT(OK=1; "the channel of a process that has ended is closed")
SET ENVIRONMENT VARIABLE("_4D_OPTION_CURRENT_DIRECTORY"; "/nowhere")
Try
	$xml:=DOM Parse XML variable("<a>")
Catch
End try
$done.trigger()
If ($way="abort")
	ABORT
End if
"#;

const STARTS: &str = r#"
var $way : Text
var $done : 4D.Signal
var $seen : Object
var $round; $process; $preemptive : Integer
For ($round; 1; 10)
	For each ($way; ["end"; "abort"])
		$done:=New signal
		$seen:=New shared object
		$process:=New process("sets"; 0; "sets"; $way; $done; $seen)
		ASSERT($done.wait(20))
		While (Process state($process)>=0)
			DELAY PROCESS(Current process; 1)
		End while
		ASSERT($seen.fresh; $way)
	End for each
End for
"#;

#[test]
fn a_process_that_has_ended_leaves_nothing_to_the_next_one() {
    let folder = project("processes", &[("main", STARTS), ("sets", SETS)]);
    assert_eq!(runs(&folder, Surroundings::default()), Outcome::Success);
}

/// Notes who it is in a file of the same name as the other programs do, and looks again until all have done so.
const NEIGHBOUR: &str = r#"
var $round : Integer
var $me : Text
$me:=Current system user
File("/PACKAGE/me.txt").setText($me)
For ($round; 1; 200)
	ASSERT(File("/PACKAGE/me.txt").getText()=$me)
	File("/PACKAGE/me.txt").setText($me)
	ASSERT(Current system user=$me)
	ASSERT(Not(File("/PACKAGE/only "+Choose($me="Ada"; "Bob"; "Ada")+".txt").exists))
	ASSERT(File("/PACKAGE/only "+$me+".txt").exists)
	ASSERT(String(Current date; ISO date; ?00:00:00?)=File("/PACKAGE/only "+$me+".txt").getText())
	IDLE
End for
ALERT($me)
"#;

#[test]
fn programs_with_different_hosts_do_not_see_each_other() {
    let host = |user: &str, date: &str, days: u64| {
        let memory = Memory::new()
            .with_file("/app/Project/App.4DProject", "{}")
            .with_file("/app/Project/Sources/Methods/main.4dm", NEIGHBOUR)
            .with_file(format!("/app/only {user}.txt"), date)
            .with_user(user);
        memory.set_time(Duration::from_secs(days * 86_400));
        memory
    };
    let hosts = [host("Ada", "1970-01-11T00:00:00", 10), host("Bob", "1970-01-21T00:00:00", 20)];
    let running: Vec<_> = hosts
        .iter()
        .map(|memory| {
            let host: Arc<dyn Host> = Arc::new(memory.clone());
            std::thread::spawn(move || {
                let project = Project::open_with("/app", &SourceAccess::of(host.clone())).unwrap();
                let program = Program::within(project, fourd_commands::libraries(), None, Surroundings::of(host));
                run(&program, Options { timeout: Some(Duration::from_secs(60)), ..Options::default() }, |_| {})
            })
        })
        .collect();
    for ((running, memory), user) in running.into_iter().zip(&hosts).zip(["Ada", "Bob"]) {
        let outcome = running.join().unwrap();
        assert_eq!((memory.errors().as_str(), outcome), ("", Outcome::Success));
        assert_eq!(memory.output(), format!("{user}\n"));
        assert_eq!(memory.content("/app/me.txt").as_deref(), Some(user.as_bytes()));
    }
    assert!(!Path::new("/app").exists());
}
