//! Who owns state: the machines of a run do not see each other's, and the sources keep none in statics.

use crate::{fourd, fresh_folder, sources, write_files};

/// Both clients make a document. What the first one makes it notes on the server, where the second one reads it.
const CLIENT: &str = r#"
var $other; $name; $text : Text
var $doc : Time
var $noted : Object
var $errors : Collection
$errors:=[]
If (Current user="Ada")
	$doc:=Create document(File("/PACKAGE/ada.txt").platformPath)
	SEND PACKET($doc; "secret")
	note({xml: DOM Create XML Ref("secretOfAda"); doc: Num($doc)})
Else
	$other:=DOM Create XML Ref("ownOfBob")
	Repeat
		DELAY PROCESS(Current process; 1)
		$noted:=noted
	Until ($noted.xml#Null)
	Try
		DOM GET XML ELEMENT NAME($noted.xml; $name)
	Catch
		$errors.push(Last errors[0].errCode)
	End try
	Try
		SET DOCUMENT POSITION(Time($noted.doc); 0)
	Catch
		$errors.push(Last errors[0].errCode)
	End try
	ALERT("'"+$name+"' "+JSON Stringify($errors)+" "+String(serverSees($noted.xml)))
	DOM GET XML ELEMENT NAME($other; $name)
	ALERT($name)
End if
"#;

#[test]
fn a_client_cannot_use_a_reference_of_another_one() {
    let folder = fresh_folder("state-clients");
    let on_server = "//%attributes = {\"executedOnServer\":true}\n";
    let note = format!(
        "{on_server}#DECLARE($noted : Object)\nUse (Storage)\nStorage.noted:=OB Copy($noted; ck shared)\nEnd use\n"
    );
    let noted = format!("{on_server}#DECLARE->$noted : Object\n$noted:=OB Copy(Storage.noted || {{}})\n");
    let sees = format!(
        "{on_server}#DECLARE($xml : Text)->$sees : Boolean\nvar $name : Text\nTry\nDOM GET XML ELEMENT NAME($xml; $name)\n\
         $sees:=True\nCatch\n$sees:=False\nEnd try\n"
    );
    let methods = |name: &str| format!("Project/Sources/Methods/{name}.4dm");
    write_files(
        &folder,
        &[
            ("Project/a.4DProject", "{}"),
            (&methods("main"), CLIENT),
            (&methods("note"), &note),
            (&methods("noted"), &noted),
            (&methods("serverSees"), &sees),
        ],
    );
    for seed in [None, Some("1"), Some("7")] {
        let mut options = vec!["run", ".", "--as", "remote", "--clients", "2", "--user", "Ada,Bob"];
        options.extend(seed.iter().flat_map(|seed| ["--seed", *seed]));
        let ended = fourd(&folder, &options);
        assert_eq!((ended.errors.as_str(), ended.status), ("", 0), "{}", ended.output);
        assert_eq!(ended.output, "[client 2] '' [-9915,-51] False\n[client 2] ownOfBob\n");
    }
}

/// Items of the sources that outlive what runs: each is a cache or a piece of what the thread does right now, and no code can
/// observe it. State of programs belongs to a process, a session, a machine or a world (`runtime/src/environment/state.rs`).
const PERMITTED: &[(&str, &str, &str)] = &[
    ("commands/src/network/tls.rs", "AUTHORITIES", "the certificates that the system trusts, read once"),
    ("commands/src/network/tls.rs", "PROVIDER", "the algorithms of TLS, which are the same for all"),
    ("commands/src/string/regular.rs", "COMPILED", "cache of regular expressions, by their texts"),
    ("commands/src/system_environment/fonts.rs", "FONTS", "the fonts of the system, read once"),
    ("resolve/src/check/syntax_lines.rs", "COUNTS", "numbers of arguments, taken from the catalog once"),
    ("runtime/src/environment/fault.rs", "GUARDED", "whether a panic on this thread has a guard now"),
    (
        "runtime/src/environment/effects.rs",
        "DECLARED",
        "what the command that runs on the thread declares, in development builds",
    ),
    ("runtime/src/environment/fault.rs", "NOTED", "a panic on its way to its guard on this thread"),
    (
        "runtime/src/environment/fault.rs",
        "ONCE",
        "the hook of panics, which belongs to the program of the operating system",
    ),
    (
        "runtime/src/environment/surroundings.rs",
        "ENTERED",
        "the world that the thread works for until a guard is dropped",
    ),
    ("value/src/compare.rs", "EPSILON", "read by each comparison; reset when a domain ends"),
    ("value/src/heap.rs", "HEAP", "the heap of the domain that runs on the thread; emptied when the domain ends"),
    ("value/src/locale.rs", "CURRENT", "the locale of the world that the thread has entered; read by each conversion"),
    ("value/src/parcel.rs", "AROUND", "depth of the value that the thread packs now"),
    ("value/src/shape.rs", "PLAIN_ROOT", "cache of shapes, by the names of properties"),
    ("value/src/shared/value.rs", "DROPPING", "values that the thread drops now"),
    ("value/src/text/collate.rs", "BASES", "table of characters, made once from the data of the collation"),
    ("value/src/text/fold.rs", "BLOCKS", "table of characters, made block by block from constant data"),
    ("value/src/value.rs", "DROPPING", "values that the thread drops now"),
];

/// Types of statics that are constant tables.
const CONSTANT: &[&str] = &["ClassEntry", "CollatorBorrowed", "CommandEntry", "Library", "Locale", "Theme", "Upcalls"];

/// Types through which a static can change.
const CHANGEABLE: &[&str] =
    &["Mutex", "RwLock", "OnceLock", "LazyLock", "Once", "Cell", "RefCell", "UnsafeCell", "OnceCell"];

/// The statics of a text that can change, and its thread locals, by name.
fn state_of(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut in_thread_local = false;
    let tests = text.find("\n#[cfg(test)]\nmod tests").unwrap_or(text.len());
    for line in text[..tests].lines() {
        let line = line.trim();
        in_thread_local = (in_thread_local || line.starts_with("thread_local!")) && line != "}";
        let mut item = line;
        for word in ["pub ", "pub(crate) ", "pub(super) "] {
            item = item.strip_prefix(word).unwrap_or(item);
        }
        let Some((name, of)) = item.strip_prefix("static ").and_then(|item| item.split_once(':')) else { continue };
        let type_name = of.split(" = ").next().unwrap_or(of).trim();
        let words: Vec<&str> =
            type_name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let changes = words.iter().any(|word| CHANGEABLE.contains(word) || word.starts_with("Atomic"));
        let is_constant = type_name.starts_with(['&', '[']) || words.iter().any(|word| CONSTANT.contains(word));
        if in_thread_local || changes || !is_constant {
            found.push(name.to_owned());
        }
    }
    found
}

#[test]
fn the_sources_keep_no_state_of_programs_in_statics_and_thread_locals() {
    let mut found = Vec::new();
    for name in sources::names() {
        for (file, text) in sources::of_crate(&name) {
            found.extend(state_of(&text).into_iter().map(|name| (file.clone(), name)));
        }
    }
    found.sort();
    let mut permitted: Vec<(String, String)> =
        PERMITTED.iter().map(|(file, name, _)| ((*file).to_owned(), (*name).to_owned())).collect();
    permitted.sort();
    assert_eq!(
        found, permitted,
        "state of a program belongs to its owner (runtime/src/environment/state.rs), not to a static"
    );
}

#[test]
fn the_search_finds_what_it_is_for() {
    let text = "static A: Mutex<u8> = x;\npub(crate) static B: LazyLock<\nstatic C: [u8; 2] = x;\n    static D: OnceLock<u8> = x;\n\
                thread_local! {\n    /// A heap.\n    static E: Rc<u8> = x;\n}\nstatic F: &[u8] = x;\nstatic G: AtomicU64 = x;\n\
                static H: Registry = x;\nstatic I: ClassEntry = x;\n";
    assert_eq!(state_of(text), ["A", "B", "D", "E", "G", "H"]);
}
