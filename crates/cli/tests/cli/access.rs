//! `--sandbox` and `--allow`.

use crate::{fourd, fresh_folder, write_files};

/// Tries what leaves the program, and says for each try how it went.
const TRIES: &str = r#"
var $in; $out; $errors; $above : Text
$above:=Folder(Folder(fk database folder).platformPath; fk platform path).parent.path
var $read; $package; $written; $moved : Boolean
$read:=False
Try
	$read:=(File($above+"outside.txt").getText()="outside")
Catch
	$read:=False
End try
Try
	$package:=(File("/PACKAGE/inside.txt").getText()="inside")
Catch
	$package:=False
End try
Try
	File($above+"made.txt").setText("x")
	$written:=True
Catch
	$written:=False
End try
Try
	LAUNCH EXTERNAL PROCESS("true"; $in; $out; $errors)
	$moved:=True
Catch
	$moved:=False
End try
ALERT([$read; $package; $written; $moved; Try(4D.SystemWorker.new("true").wait(1).terminated)].join(" "))
ALERT(JSON Stringify(Try(JSON Resolve pointers({a: {$ref: $above+"outside.json#/a"}}).success)))
"#;

/// What the tries give with these options, in a 4D project.
fn tried(options: &[&str]) -> String {
    let base = fresh_folder("access");
    write_files(
        &base,
        &[
            ("outside.txt", "outside"),
            ("outside.json", "{\"a\": 1}"),
            ("package/Project/a.4DProject", "{}"),
            ("package/Project/Sources/Methods/main.4dm", TRIES),
            ("package/inside.txt", "inside"),
        ],
    );
    let ended = fourd(&base, &[&["run"], options, &["package"]].concat());
    assert_eq!(ended.status, 0, "{options:?}: {}", ended.errors);
    let made = base.join("made.txt").exists();
    assert_eq!(made, ended.output.split(' ').nth(2) == Some("true"), "{}", ended.output);
    ended.output.replace('\n', " ").trim().to_owned()
}

#[cfg(unix)]
#[test]
fn nothing_leaves_a_sandbox() {
    assert_eq!(tried(&[]), "true true true true true true");
    assert_eq!(tried(&["--sandbox"]), "false true false false null false");
    assert_eq!(tried(&["--allow", "processes"]), "false true false true true false");
    assert_eq!(tried(&["--allow", "read=."]), "true true false false null true");
    assert_eq!(tried(&["--allow=files=.,net=localhost:1"]), "true true true false null true");
    assert_eq!(tried(&["--sandbox", "--allow=files", "--allow=processes"]), "true true true true true true");
}

#[test]
fn a_script_in_a_sandbox_reads_only_its_resources() {
    let folder = fresh_folder("access-script");
    let script = "ALERT(String(File(\"/PACKAGE/a.txt\").exists)+String(File(\"/RESOURCES/b.txt\").exists))\n";
    write_files(&folder, &[("s.4dm", script), ("a.txt", "a"), ("Resources/b.txt", "b")]);
    assert_eq!(fourd(&folder, &["run", "s.4dm"]).output, "TrueTrue\n");
    assert_eq!(fourd(&folder, &["run", "--sandbox", "s.4dm"]).output, "FalseTrue\n");
    assert_eq!(fourd(&folder, &["run", "--allow=read=.", "s.4dm"]).output, "TrueTrue\n");
    assert_eq!(fourd(&folder, &["run", "--allow=everything", "s.4dm"]).status, 2);
}

#[test]
fn tests_pass_their_options_on() {
    let folder = fresh_folder("access-test");
    let script = "//fourd: --sandbox\nALERT(String(File(\"/PACKAGE/s.4dm\").exists))\n";
    write_files(&folder, &[("sub/s.4dm", script), ("sub/s.out", "True\n")]);
    assert_eq!(fourd(&folder, &["test", "."]).status, 1);
    assert_eq!(fourd(&folder, &["test", ".", "--sandbox"]).status, 1);
    assert_eq!(fourd(&folder, &["test", ".", "--allow", "read=sub"]).status, 0);
}

/// Code is read from its own folder only: a link that leads out of it is not followed, whoever reads it.
#[cfg(unix)]
#[test]
fn links_in_the_code_do_not_lead_out_of_a_sandbox() {
    use std::os::unix::fs::symlink;
    let base = fresh_folder("access-links");
    let main = r#"
var $code : Text
ALERT("secret: "+String(Try(secret)))
METHOD GET CODE("secret"; $code)
ALERT("code: "+$code)
ALERT("errors: "+JSON Stringify(Compile project.errors.extract("message")))
"#;
    write_files(
        &base,
        &[
            ("project/Project/p.4DProject", "{}"),
            ("project/Project/Sources/Methods/main.4dm", main),
            ("outside/secret.4dm", "return \"found\"\n"),
        ],
    );
    let methods = base.join("project/Project/Sources/Methods");
    symlink(base.join("outside/secret.4dm"), methods.join("secret.4dm")).unwrap();
    let open = fourd(&base, &["run", "project"]);
    assert!(open.output.starts_with("secret: found\n"), "{}{}", open.output, open.errors);
    let shut = fourd(&base, &["run", "project", "--sandbox"]);
    let all = format!("{}{}", shut.output, shut.errors);
    assert!(!all.contains("found") && all.contains("leads to a file that may not be read"), "{all}");
    let outside = format!("--allow=read={}", base.join("outside").display());
    let named = fourd(&base, &["run", "project", &outside]);
    assert!(named.output.starts_with("secret: found\n"), "{}{}", named.output, named.errors);
}

/// The path that a link leads to is shown only where the program may read what is there.
#[cfg(unix)]
#[test]
fn links_do_not_tell_what_is_outside_of_a_sandbox() {
    let base = fresh_folder("access-targets");
    let main = r#"
var $target : Text
var $folder : Text
$folder:=Folder(Folder(fk database folder).platformPath; fk platform path).path
For each ($name; ["inside"; "outside"])
	$target:=""
	Try
		RESOLVE ALIAS($folder+$name; $target)
	Catch
		$target:="refused"
	End try
	ALERT([$target; Try(File($folder+$name).original.path); File($folder+$name).isAlias].map(Formula(Replace string(String($1.value); $folder; ""))).join(" "))
End for each
ALERT(String(Try(System info.volumes.length)=0)+" "+String(System info.networkInterfaces.length=0))
"#;
    write_files(
        &base,
        &[
            ("package/Project/a.4DProject", "{}"),
            ("package/Project/Sources/Methods/main.4dm", main),
            ("package/inside.txt", "inside"),
            ("outside.txt", "outside"),
        ],
    );
    let link =
        |target: &str, name: &str| std::os::unix::fs::symlink(base.join(target), base.join("package").join(name));
    assert!(link("package/inside.txt", "inside").is_ok() && link("outside.txt", "outside").is_ok());
    let ended = fourd(&base, &["run", "--sandbox", "package"]);
    assert_eq!(ended.output, "inside.txt inside.txt True\nrefused null True\nTrue True\n", "{}", ended.errors);
}
