//! `fourd.toml`: what a project asks of the commands.

use crate::{fourd, fourd_with_input, fresh_folder, write_files};

const UNUSED: &str = "var $unused : Integer\nALERT( \"a\")\n";

#[test]
fn it_silences_warnings_and_options_come_first() {
    let folder = fresh_folder("toml-check");
    let toml = "[check]\nsilence = [\"unused-local\"]\n";
    write_files(
        &folder,
        &[
            ("shop/Project/a.4DProject", "{}"),
            ("shop/Project/Sources/Methods/a.4dm", UNUSED),
            ("shop/fourd.toml", toml),
            ("loose/a.4dm", UNUSED),
        ],
    );
    let checked = |arguments: &[&str]| {
        let ended = fourd(&folder, &[&["check"], arguments].concat());
        (ended.errors.matches("[4D2210]").count(), ended.status)
    };
    assert_eq!(checked(&["shop/Project/Sources/Methods/a.4dm"]), (0, 0));
    assert_eq!(checked(&["shop/Project"]), (0, 0));
    // Scripts outside of the project are none of it.
    assert_eq!(checked(&["loose"]), (1, 0));
    assert_eq!(checked(&["."]), (1, 0));
    assert_eq!(checked(&["shop/Project", "--deny", "unused-local"]), (1, 1));
    assert_eq!(checked(&["shop/Project", "--warn", "hints"]), (1, 0));
    std::fs::write(folder.join("shop/fourd.toml"), "[check]\ndeny = [\"hints\"]\n").unwrap();
    assert_eq!(checked(&["shop/Project"]), (1, 1));
    assert_eq!(checked(&["shop/Project", "--silence", "unused-local"]), (0, 0));
    // A repository can have one for all its folders.
    std::fs::create_dir(folder.join("loose/.git")).unwrap();
    write_files(&folder, &[("loose/fourd.toml", toml), ("loose/deep/er/a.4dm", UNUSED)]);
    assert_eq!(checked(&["loose"]), (0, 0));
}

#[test]
fn it_has_the_choices_of_the_formatter() {
    let folder = fresh_folder("toml-fmt");
    write_files(&folder, &[("a.4dm", "ALERT(\"a\")\n"), ("fourd.toml", "[fmt]\ntokens = \"add\"\n")]);
    let formatted =
        |arguments: &[&str]| fourd_with_input(&folder, &[&["fmt", "-"], arguments].concat(), "ALERT(1)\n").output;
    assert_eq!(formatted(&[]), "ALERT:C41(1)\n");
    assert_eq!(formatted(&["--tokens", "keep"]), "ALERT(1)\n");
    assert_eq!(fourd(&folder, &["fmt"]).output, "1 file, 1 changed\n");
    assert_eq!(std::fs::read_to_string(folder.join("a.4dm")).unwrap(), "ALERT:C41(\"a\")\n");
}

#[test]
fn mistakes_in_it_are_reported_with_their_place() {
    let folder = fresh_folder("toml-mistakes");
    write_files(&folder, &[("a.4dm", "ALERT(\"a\")\n")]);
    for (toml, spot, said) in [
        ("[check]\nsilense = []\n", "fourd.toml:2:1", "did you mean `silence`?"),
        ("[chek]\n", "fourd.toml:1:2", "did you mean `check`?"),
        ("[check]\nsilence = [\"unused-lokal\"]\n", "fourd.toml:2:12", "did you mean `unused-local`?"),
        ("[fmt]\ntokens = \"remov\"\n", "fourd.toml:2:10", "did you mean `remove`?"),
        ("[fmt]\ntokens = 4\n", "fourd.toml:2:10", "malformed"),
        ("[check\n", "fourd.toml:1:", "malformed"),
        ("[run]\nallow = [\"files\"]\n", "fourd.toml:1:2", "`run`"),
    ] {
        std::fs::write(folder.join("fourd.toml"), toml).unwrap();
        for command in ["check", "fmt"] {
            let ended = fourd(&folder, &[command, "a.4dm"]);
            if command == "fmt" && toml.contains("lokal") {
                continue;
            }
            assert_eq!((ended.status, ended.output.as_str()), (2, ""), "{toml}");
            let errors = ended.errors;
            assert!(errors.contains("[4D6154]") && errors.contains(spot) && errors.contains(said), "{toml}: {errors}");
        }
    }
    std::fs::write(folder.join("fourd.toml"), "#".repeat(300_000)).unwrap();
    let large = fourd(&folder, &["check", "a.4dm"]);
    assert!(large.status == 2 && large.errors.contains("more than 262144 bytes"), "{}", large.errors);
}

#[test]
#[cfg(unix)]
fn a_link_that_leads_out_of_its_folder_is_refused() {
    let folder = fresh_folder("toml-link");
    write_files(&folder, &[("secret", "password = 1\n"), ("project/a.4dm", "ALERT(\"a\")\n")]);
    std::os::unix::fs::symlink(folder.join("secret"), folder.join("project/fourd.toml")).unwrap();
    let ended = fourd(&folder, &["check", "project"]);
    assert_eq!(ended.status, 2);
    assert!(ended.errors.contains("leads out of its folder") && !ended.errors.contains("password"), "{}", ended.errors);
}

/// A value of another type is named in the words of TOML.
#[test]
fn a_value_of_another_type_says_what_is_expected() {
    let folder = fresh_folder("project-file-types");
    let cases = [
        ("[check]\ndeny = \"warnings\"\n", "expected a list, as in `[\"warnings\"]`"),
        ("[check]\ndeny = [1]\n", "expected a text in quotes"),
        ("check = 1\n", "expected a table with settings"),
    ];
    for (text, label) in cases {
        write_files(&folder, &[("a.4dm", "ALERT(\"a\")\n"), ("fourd.toml", text)]);
        let ended = fourd(&folder, &["check", "."]);
        assert_eq!(ended.status, 2);
        assert!(ended.errors.contains(label), "{}", ended.errors);
    }
}
