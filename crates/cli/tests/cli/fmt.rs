//! `fourd fmt`: files, folders, standard input, and what it leaves alone.

use super::{fourd, fourd_with_input, fresh_folder, write_files};

const BAD: &str = "if(true)\nalert( \"x\" )\nend if\n";
const GOOD: &str = "If (True)\n\tALERT(\"x\")\nEnd if\n";

#[test]
fn a_folder_is_formatted_once() {
    let folder = fresh_folder("fmt_folder");
    write_files(
        &folder,
        &[("a.4dm", BAD), ("Classes/B.4dm", "function f\nreturn 1\n"), ("c.4dm", GOOD), ("d.txt", BAD)],
    );
    let check = fourd(&folder, &["fmt", "--check", "."]);
    assert_eq!(check.output, "Classes/B.4dm\na.4dm\n3 files, 2 changed\n");
    assert_eq!(check.status, 1);
    assert_eq!(std::fs::read_to_string(folder.join("a.4dm")).unwrap(), BAD);
    let written = fourd(&folder, &["fmt", "."]);
    assert_eq!((written.output.as_str(), written.status), ("3 files, 2 changed\n", 0));
    assert_eq!(std::fs::read_to_string(folder.join("a.4dm")).unwrap(), GOOD);
    assert_eq!(std::fs::read_to_string(folder.join("Classes/B.4dm")).unwrap(), "Function f\n\treturn 1\n");
    assert_eq!(std::fs::read_to_string(folder.join("d.txt")).unwrap(), BAD);
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 4, "no file is left over");
    let again = fourd(&folder, &["fmt", "--check", "."]);
    assert_eq!((again.output.as_str(), again.status), ("3 files, 0 changed\n", 0));
}

#[test]
fn code_with_errors_is_left_as_it_is() {
    let folder = fresh_folder("fmt_errors");
    write_files(&folder, &[("a.4dm", "if(true)\n"), ("b.4dm", BAD)]);
    let ended = fourd(&folder, &["fmt", "."]);
    assert_eq!((ended.output.as_str(), ended.status), ("2 files, 1 changed, 1 not formatted\n", 1));
    assert!(ended.errors.contains("a.4dm:1"), "{}", ended.errors);
    assert_eq!(std::fs::read_to_string(folder.join("a.4dm")).unwrap(), "if(true)\n");
    assert_eq!(fourd(&folder, &["fmt", "no such file"]).status, 2);
    assert_eq!(fourd(&folder, &["fmt", "-", "b.4dm"]).status, 2);
}

#[test]
fn encodings_and_line_ends_stay() {
    let folder = fresh_folder("fmt_encodings");
    let utf_16 = |text: &str| -> Vec<u8> {
        std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
    };
    std::fs::write(folder.join("a.4dm"), utf_16("alert(\"é\")\r\n")).unwrap();
    std::fs::write(folder.join("b.4dm"), "\u{FEFF}alert(\"é\")\r").unwrap();
    assert_eq!(fourd(&folder, &["fmt", "."]).output, "2 files, 2 changed\n");
    assert_eq!(std::fs::read(folder.join("a.4dm")).unwrap(), utf_16("ALERT(\"é\")\r\n"));
    assert_eq!(std::fs::read(folder.join("b.4dm")).unwrap(), "\u{FEFF}ALERT(\"é\")\r".as_bytes());
}

#[test]
fn standard_input_goes_to_standard_output() {
    let folder = fresh_folder("fmt_input");
    let ended = fourd_with_input(&folder, &["fmt", "-", "--tokens", "add", "--endings", "add"], BAD);
    assert_eq!((ended.output.as_str(), ended.status), ("If (True:C214)\n\tALERT:C41(\"x\")\nEnd if \n", 0));
    assert_eq!(fourd_with_input(&folder, &["fmt", "-", "--check"], BAD).status, 1);
    assert_eq!(fourd_with_input(&folder, &["fmt", "-", "--check"], GOOD).status, 0);
    let class = fourd_with_input(&folder, &["fmt", "-", "--class"], "function f\n1\n");
    assert_eq!(class.output, "Function f\n\t1\n");
    let difference = fourd_with_input(&folder, &["fmt", "-", "--diff"], "a:= 1\nb\n").output;
    assert_eq!(difference, "--- -\n+++ -\n@@ -1,2 +1,2 @@\n-a:= 1\n+a:=1\n b\n");
}

#[test]
fn tokens_follow_the_project_of_a_file() {
    let folder = fresh_folder("fmt_project");
    let catalog = "<?xml version=\"1.0\"?><base name=\"x\" uuid=\"0\">\
        <table name=\"People\" uuid=\"1\" id=\"3\"><field name=\"Name\" uuid=\"2\" type=\"10\" id=\"2\"/></table></base>";
    let code = "#DECLARE->$x : Variant\n$x:=is text+Is real\nQUERY([People]; [People]Name=$x)\n";
    let files = [
        ("Project/x.4DProject", "{}"),
        ("Project/Sources/catalog.4DCatalog", catalog),
        ("Project/Sources/Methods/Is text.4dm", ""),
        ("Project/Sources/Methods/main.4dm", code),
    ];
    write_files(&folder, &files);
    let ended = fourd(&folder, &["fmt", "--tokens", "add", "Project/Sources/Methods/main.4dm"]);
    assert_eq!(ended.output, "1 file, 1 changed\n");
    let main = folder.join("Project/Sources/Methods/main.4dm");
    let expected = "#DECLARE->$x : Variant\n$x:=is text+Is real:K8:4\nQUERY:C277([People:3]; [People:3]Name:2=$x)\n";
    assert_eq!(std::fs::read_to_string(&main).unwrap(), expected);
    fourd(&folder, &["fmt", "--tokens", "remove", "."]);
    assert_eq!(std::fs::read_to_string(&main).unwrap(), code);
}

#[cfg(unix)]
#[test]
fn links_and_permissions_stay() {
    use std::os::unix::fs::PermissionsExt;
    let folder = fresh_folder("fmt_links");
    write_files(&folder, &[("real/a.4dm", BAD)]);
    std::fs::set_permissions(folder.join("real/a.4dm"), std::fs::Permissions::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink(folder.join("real/a.4dm"), folder.join("b.4dm")).unwrap();
    assert_eq!(fourd(&folder, &["fmt", "b.4dm"]).output, "1 file, 1 changed\n");
    assert!(folder.join("b.4dm").symlink_metadata().unwrap().is_symlink());
    let real = folder.join("real/a.4dm");
    assert_eq!(std::fs::read_to_string(&real).unwrap(), GOOD);
    assert_eq!(real.metadata().unwrap().permissions().mode() & 0o777, 0o640);
}
