//! Files that cannot run: what is wrong with them is what `fourd run` reports.

use crate::{fourd, fresh_folder, write_files};

const BROKEN: &str = "// two mistakes\nvar $sum : Integer\n$sum:=(1+2\nALERT(\"inside\")\n$sum:=)\n";

#[test]
fn a_script_with_an_unknown_type_does_not_start() {
    let folder = fresh_folder("refused_script");
    write_files(&folder, &[("s.4dm", "ALERT(\"started\")\nvar $x : Interger\n")]);
    let ended = fourd(&folder, &["run", "s.4dm"]);
    assert_eq!((ended.output.as_str(), ended.status), ("", 1));
    assert!(ended.errors.contains("[4D2004] Error: There is no type `Interger`"), "{}", ended.errors);
    assert!(ended.errors.contains("s.4dm:2:10"), "{}", ended.errors);
}

#[test]
fn the_main_method_of_a_project_is_looked_at_before_anything_runs() {
    let folder = fresh_folder("refused_main");
    let sources = [
        ("Project/p.4DProject", "{}"),
        ("Project/Sources/Methods/main.4dm", BROKEN),
        ("Project/Sources/DatabaseMethods/onStartup.4dm", "ALERT(\"startup\")\n"),
    ];
    write_files(&folder, &sources);
    let ended = fourd(&folder, &["run", "."]);
    assert_eq!((ended.output.as_str(), ended.status), ("", 1));
    assert!(ended.errors.contains("main.4dm:3:11") && ended.errors.contains("main.4dm:5:7"), "{}", ended.errors);
}

#[test]
fn a_called_method_is_refused_with_its_own_lines() {
    let folder = fresh_folder("refused_method");
    let sources = [
        ("s.4dm", "ALERT(\"before\")\nbroken\nALERT(\"after\")\n"),
        ("Methods/broken.4dm", BROKEN),
        ("t.4dm", "mistyped(1)\n"),
        ("Methods/mistyped.4dm", "#DECLARE($n : Integer)\nALERT(\"inside\")\nvar $x : Interger\n"),
    ];
    write_files(&folder, &sources);
    let ended = fourd(&folder, &["run", "s.4dm"]);
    assert_eq!((ended.output.trim_end(), ended.status), ("before", 1));
    for part in ["[4D1103]", "broken.4dm:3:11", "[4D1104]", "broken.4dm:5:7", "called from `s` at s.4dm:2"] {
        assert!(ended.errors.contains(part), "{part}: {}", ended.errors);
    }
    let ended = fourd(&folder, &["run", "t.4dm"]);
    assert_eq!((ended.output.as_str(), ended.status), ("", 1));
    for part in ["[4D2004]", "mistyped.4dm:3:10", "called from `t` at t.4dm:1"] {
        assert!(ended.errors.contains(part), "{part}: {}", ended.errors);
    }
}

#[test]
fn functions_and_classes_are_refused_with_their_own_lines() {
    let folder = fresh_folder("refused_class");
    let sources = [
        ("s.4dm", "var $k : cs.Kept\n$k:=cs.Kept.new()\nALERT($k.good())\n$k.bad()\n"),
        (
            "Classes/Kept.4dm",
            "Function good() : Text\n\treturn \"good\"\n\nFunction bad\n\tvar $x : Txt\n\tALERT(\"bad\")\n",
        ),
        ("t.4dm", "ALERT(\"before\")\nALERT(JSON Stringify(cs.Lost.new()))\n"),
        ("Classes/Lost.4dm", "Class constructor\n\tThis.x:=(1\n"),
    ];
    write_files(&folder, &sources);
    let ended = fourd(&folder, &["run", "s.4dm"]);
    assert_eq!((ended.output.trim_end(), ended.status), ("good", 1));
    for part in ["[4D2004]", "Kept.4dm:5:11", "called from `s` at s.4dm:4"] {
        assert!(ended.errors.contains(part), "{part}: {}", ended.errors);
    }
    let ended = fourd(&folder, &["run", "t.4dm"]);
    assert_eq!((ended.output.trim_end(), ended.status), ("before", 1));
    for part in ["[4D1103]", "Lost.4dm:2:12", "t.4dm:2:"] {
        assert!(ended.errors.contains(part), "{part}: {}", ended.errors);
    }
}

/// The error is in the method that is refused, and can be handled.
#[test]
fn the_error_of_a_refused_method_can_be_handled() {
    let folder = fresh_folder("refused_handled");
    let sources = [
        ("s.4dm", "Try\n\tbroken\nCatch\n\tALERT(String(Last errors[0].errCode))\nEnd try\nALERT(\"after\")\n"),
        ("Methods/broken.4dm", BROKEN),
    ];
    write_files(&folder, &sources);
    let ended = fourd(&folder, &["run", "s.4dm"]);
    assert_eq!((ended.output.as_str(), ended.errors.as_str(), ended.status), ("1\nafter\n", "", 0));
}

/// What 4D has and this program lacks is named in the run as in the check.
#[test]
fn what_is_not_there_is_named() {
    let folder = fresh_folder("not_there");
    for (code, named) in [
        ("ds.People.query(\"age > 1\")", "`ds.People` needs a data file"),
        ("$x:=4D.Entity.new()", "4D.Entity"),
        ("$x:=File(\"/tmp/x\").getIcon()", "getIcon"),
    ] {
        write_files(&folder, &[("s.4dm", &format!("{code}\n"))]);
        let ended = fourd(&folder, &["run", "s.4dm"]);
        assert!(ended.errors.contains("not implemented") && ended.errors.contains(named), "{}", ended.errors);
        let ended = fourd(&folder, &["check", "s.4dm"]);
        assert!(ended.errors.contains("[4D2013] Warning"), "{code}: {}", ended.errors);
    }
}
