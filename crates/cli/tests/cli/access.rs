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

/// Another project is opened only where its folder may be read.
#[test]
fn another_project_is_checked_only_where_it_may_be_read() {
    let base = fresh_folder("access-compile");
    let script = "var $file : Object:=File(Folder(Folder(fk database folder).platformPath; fk platform path).parent.path+\"other/Project/v.4DProject\")\n\
        Try\n\tALERT(Compile project($file).errors[0].message)\nCatch\n\tALERT(String(Last errors[0].errCode))\nEnd try\n";
    write_files(
        &base,
        &[
            ("own/a.4dm", script),
            ("other/Project/v.4DProject", "{}"),
            ("other/Project/Sources/Methods/main.4dm", "ALERT(secret_word)\n"),
        ],
    );
    let run = |options: &[&str]| fourd(&base, &[&["run", "own/a.4dm"], options].concat());
    let open = run(&[]);
    assert!(open.output.contains("secret_word"), "{}{}", open.output, open.errors);
    assert_eq!(run(&["--sandbox"]).output, "-54\n");
    assert_eq!(run(&["--allow=read=other/Project/v.4DProject"]).output, "-54\n");
    assert!(run(&["--allow=read=other"]).output.contains("secret_word"));
}

/// A project that may be read has components next to it that may not.
#[test]
fn components_of_another_project_are_read_only_where_they_may_be() {
    let base = fresh_folder("access-compile-components");
    let script = "var $file : Object:=File(Folder(Folder(fk database folder).platformPath; fk platform path).parent.path+\"other/Project/v.4DProject\")\n\
        ALERT(JSON Stringify(Compile project($file)))\n";
    write_files(
        &base,
        &[
            ("own/a.4dm", script),
            ("other/Project/v.4DProject", "{}"),
            ("other/Project/Sources/dependencies.json", r#"{"dependencies": {"sibling": {}}}"#),
            ("other/Project/Sources/Methods/main.4dm", "from_sibling(1)\n"),
            ("sibling/Project/sibling.4DProject", "{}"),
            (
                "sibling/Project/Sources/Methods/from_sibling.4dm",
                "//%attributes = {\"shared\":true}\n#DECLARE($text : Text)\n",
            ),
        ],
    );
    let run = |options: &[&str]| fourd(&base, &[&["run", "own/a.4dm"], options].concat());
    for open in [&[][..], &["--allow=read=other", "--allow=read=sibling"]] {
        let open = run(open);
        assert!(open.output.contains("Argument 1 of the method `from_sibling`"), "{}{}", open.output, open.errors);
    }
    // Which parameters a method has says its text.
    let shut = run(&["--allow=read=other"]);
    assert!(shut.output.contains("\"success\":true"), "{}{}", shut.output, shut.errors);
}

/// `check` and `fmt` stay in the folders that they are given and in those of the projects.
#[cfg(unix)]
#[test]
fn links_lead_neither_check_nor_fmt_out_of_a_project() {
    use std::os::unix::fs::symlink;
    let base = fresh_folder("access-links-check");
    let untidy = "ALERT(\"secret\"\n";
    write_files(
        &base,
        &[
            ("project/Project/p.4DProject", "{}"),
            ("project/Project/Sources/Methods/main.4dm", "ALERT(\"a\")\n"),
            ("scripts/a.4dm", "ALERT(\"a\")\n"),
            ("outside/secret.4dm", untidy),
            ("outside/plain.4dm", "if(True)\nend if\n"),
        ],
    );
    for folder in ["project/Project/Sources/Methods", "scripts"] {
        symlink(base.join("outside/secret.4dm"), base.join(folder).join("lnk.4dm")).unwrap();
        symlink(base.join("outside/plain.4dm"), base.join(folder).join("plain.4dm")).unwrap();
        symlink(
            base.join(folder).join(if folder == "scripts" { "a.4dm" } else { "main.4dm" }),
            base.join(folder).join("inside.4dm"),
        )
        .unwrap();
    }
    for path in ["project", "project/Project/p.4DProject", "scripts"] {
        let ended = fourd(&base, &["check", path]);
        let all = format!("{}{}", ended.output, ended.errors);
        assert_eq!(ended.status, 1, "{path}: {all}");
        assert!(
            all.contains("4D4020") && all.contains("2 errors in 2 files") && !all.contains("secret\""),
            "{path}: {all}"
        );
    }
    let named = fourd(&base, &["check", "scripts/lnk.4dm"]);
    assert!(format!("{}{}", named.output, named.errors).contains("secret\""), "{}", named.errors);
    let plain = || std::fs::read_to_string(base.join("outside/plain.4dm")).unwrap();
    for path in ["project", "scripts"] {
        let ended = fourd(&base, &["fmt", path]);
        assert_eq!(ended.status, 1, "{}", ended.output);
        assert!(ended.errors.contains("4D4020"), "{}", ended.errors);
        assert_eq!(plain(), "if(True)\nend if\n");
    }
    assert_eq!(fourd(&base, &["fmt", "scripts/plain.4dm"]).status, 0);
    assert_ne!(plain(), "if(True)\nend if\n");
}

/// Expected output is beside its test: neither is another file shown as such, nor overwritten.
#[cfg(unix)]
#[test]
fn expected_output_is_no_link_to_another_folder() {
    use std::os::unix::fs::symlink;
    let base = fresh_folder("access-golden");
    let files = [
        ("tests/op.4dm", "ALERT(\"new\")\n"),
        ("tests/new.4dm", "//fourd:\nALERT(\"new\")\n"),
        ("outside.txt", "secret\n"),
    ];
    write_files(&base, &files);
    symlink(base.join("outside.txt"), base.join("tests/op.out")).unwrap();
    symlink(base.join("made.txt"), base.join("tests/new.out")).unwrap();
    for options in [&["--update"][..], &["--sandbox", "--update"], &["--sandbox"], &[]] {
        let ended = fourd(&base, &[&["test", "tests/op.4dm"], options].concat());
        let all = format!("{}{}", ended.output, ended.errors);
        assert_eq!(ended.status, 1, "{options:?}: {all}");
        assert!(all.contains("leads out of the folder of the test") && !all.contains("secret"), "{options:?}: {all}");
    }
    let _ = fourd(&base, &["test", "tests/new.4dm", "--update"]);
    assert!(!base.join("made.txt").exists());
    assert_eq!(std::fs::read_to_string(base.join("outside.txt")).unwrap(), "secret\n");
}

/// Of an option that both give, the first line of a test never weakens what the command line says.
#[test]
fn a_first_line_and_the_command_line_may_give_the_same_option() {
    let folder = fresh_folder("access-limits");
    let script = "//fourd: --unpack-limit 5000 --seed 1 --timeout 5 --locale fr --sandbox\nALERT(\"a\")\n";
    write_files(&folder, &[("op.4dm", script), ("op.out", "a\n")]);
    let options = ["--unpack-limit", "1", "--timeout", "60", "--locale", "de", "--sandbox"];
    let ended = fourd(&folder, &[&["test", "op.4dm"], &options[..]].concat());
    assert_eq!(ended.status, 0, "{}{}", ended.output, ended.errors);
}

/// What is neither file nor folder never holds the program up.
#[cfg(unix)]
#[test]
fn a_named_pipe_as_data_is_an_error_at_once() {
    let folder = fresh_folder("access-pipe");
    let made = std::process::Command::new("mkfifo").arg(folder.join("fifo")).status().unwrap();
    assert!(made.success());
    let script = r#"
var $pipe : Object:=Folder(Folder(fk database folder).platformPath; fk platform path).file("fifo")
var $path : Text:=$pipe.platformPath
var $text : Text
var $blob : Blob
var $picture : Picture
var $tries : Collection:=[Formula($pipe.getText()); Formula($pipe.getContent()); Formula($pipe.setText("a")); Formula($pipe.open("read").readText()); 	Formula($pipe.open("write").writeText("a")); Formula($pipe.copyTo($pipe.parent; "copy")); Formula(Document to text($path)); 	Formula(ZIP Read archive($pipe).root.files()); Formula(ZIP Create archive($pipe; $pipe.parent.file("made.zip")).success)]
var $try : Object
var $count : Integer
For each ($try; $tries)
	Try
		$try.call()
		$count+=Last errors=Null ? 0 : Last errors.length
	Catch
		$count+=1
	End try
End for each
ALERT(String($count>=8)+String($count))
Try(Open document($path))
ALERT("document")
Try(DOCUMENT TO BLOB($path; $blob))
ALERT("blob")
Try(READ PICTURE FILE($path; $picture))
ALERT("picture")
"#;
    write_files(&folder, &[("a.4dm", script)]);
    let ended = fourd(&folder, &["run", "a.4dm", "--timeout", "20"]);
    assert!(
        ended.output.starts_with("True") && ended.output.ends_with("document\nblob\npicture\n"),
        "{}{}",
        ended.output,
        ended.errors
    );
}

/// A file that is no text is an error of the code, whoever reads it; one that is not there is wrong use.
#[test]
fn all_commands_end_alike_for_a_file_that_is_no_text() {
    let folder = fresh_folder("access-latin");
    std::fs::write(folder.join("a.4dm"), b"ALERT(\"caf\xe9\")\n").unwrap();
    for command in ["run", "check", "fmt"] {
        assert_eq!(fourd(&folder, &[command, "a.4dm"]).status, 1, "{command}");
        assert_eq!(fourd(&folder, &[command, "none.4dm"]).status, 2, "{command}");
    }
}

/// What a project keeps beside its code is read from its own folder as well, in a sandbox or not.
#[cfg(unix)]
#[test]
fn links_beside_the_code_do_not_lead_out_of_a_check() {
    use std::os::unix::fs::symlink;
    let base = fresh_folder("access-check");
    let catalog = r#"<?xml version="1.0"?><base><table name="Outside" id="1"/></base>"#;
    write_files(
        &base,
        &[
            ("project/Project/p.4DProject", "{}"),
            ("project/Project/Sources/Methods/main.4dm", "ALERT(Table name(1))\nALERT(\"a\")\n"),
            ("project/Project/Sources/Methods/own.4dm", "ALERT(\"a\")\n"),
            ("project/Resources/a.txt", ""),
            ("outside/settings.4DSettings", "<preferences secret"),
            ("outside/catalog.4DCatalog", catalog),
            ("outside/warnings.json", "secret"),
            ("outside/roles.json", "secret"),
            ("outside/dependencies.json", "secret"),
            ("outside/first.4dm", "//%attributes = {\"invisible\":\"secret\"}\nALERT(\"a\")\n"),
        ],
    );
    let (outside, sources) = (base.join("outside"), base.join("project/Project/Sources"));
    std::fs::create_dir(base.join("project/Settings")).unwrap();
    for name in ["settings.4DSettings", "catalog.4DCatalog", "roles.json", "dependencies.json"] {
        symlink(outside.join(name), sources.join(name)).unwrap();
    }
    symlink(outside.join("warnings.json"), base.join("project/Settings/warnings.json")).unwrap();
    symlink(outside.join("first.4dm"), sources.join("Methods/first.4dm")).unwrap();
    let ended = fourd(&base, &["check", "project"]);
    let all = format!("{}{}", ended.output, ended.errors);
    assert!(!all.contains("secret"), "{all}");
    for name in
        ["settings.4DSettings", "catalog.4DCatalog", "warnings.json", "roles.json", "dependencies.json", "first.4dm"]
    {
        let refused =
            all.lines().any(|line| line.contains(name) && line.contains("leads to a file that may not be read"));
        assert!(refused, "{name}: {all}");
    }
    // The same files inside of the project are read through links.
    std::fs::rename(&outside, base.join("project/Resources/inside")).unwrap();
    symlink(base.join("project/Resources/inside"), &outside).unwrap();
    let ended = fourd(&base, &["check", "project"]);
    let all = format!("{}{}", ended.output, ended.errors);
    assert!(!all.contains("leads to a file that may not be read"), "{all}");
}

/// Links inside of an allowed folder, and to another allowed one, can be used for everything.
#[cfg(unix)]
#[test]
fn links_between_allowed_folders_work() {
    use std::os::unix::fs::symlink;
    let base = fresh_folder("access-allowed-links");
    let script = r#"
var $at : Text
$at:=Folder(fk database folder).path
For each ($name; ["inner"; "relative"; "absolute"; "chain"])
	File($at+"a/"+$name+"/"+$name+".txt").setText($name)
	ALERT(File($at+"a/"+$name+"/"+$name+".txt").getText()+" "+String(Folder($at+"a/"+$name).files().length>0))
	File($at+"a/"+$name+"/"+$name+".txt").rename("moved "+$name)
	ALERT(String(File($at+"a/"+$name+"/moved "+$name).exists)+" "+String(Try(Folder($at+"a/"+$name+"/new").create())))
	File($at+"a/"+$name+"/moved "+$name).delete()
	Folder($at+"a/"+$name+"/new").delete()
End for each
For each ($name; ["out"; "climbs"])
	ALERT($name+" "+String(File($at+"a/"+$name+"/x.txt").exists)+" "+String(Folder($at+"a/"+$name).exists))
End for each
"#;
    write_files(&base, &[("s.4dm", script), ("a/inner/k", ""), ("b/k", ""), ("c/k", ""), ("c/x.txt", "x")]);
    let a = base.join("a");
    symlink("inner", a.join("relative")).unwrap();
    symlink(base.join("b"), a.join("absolute")).unwrap();
    symlink("../a/./absolute/../b", a.join("chain")).unwrap();
    symlink("../c", a.join("out")).unwrap();
    symlink("inner/../../c", a.join("climbs")).unwrap();
    let ended = fourd(&base, &["run", "s.4dm", "--allow=files=a,files=b"]);
    let done = "True True\n";
    let expected: String = ["inner", "relative", "absolute", "chain"]
        .iter()
        .map(|name| format!("{name} True\n{done}"))
        .chain(["out False False\n".to_owned(), "climbs False False\n".to_owned()])
        .collect();
    assert_eq!((ended.output.as_str(), ended.errors.as_str()), (expected.as_str(), ""));
}
