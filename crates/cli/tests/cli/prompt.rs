//! `fourd repl` with its input from a pipe.

use crate::{Ended, fourd_with_input, fresh_folder, write_files};
use std::path::Path;

fn typed(input: &str) -> Ended {
    fourd_with_input(Path::new("."), &["repl"], input)
}

/// What these lines show; nothing goes wrong.
fn shown(input: &str) -> String {
    let ended = typed(input);
    assert_eq!((ended.errors.as_str(), ended.status), ("", 0));
    ended.output
}

#[test]
fn values_are_shown_as_literals() {
    let lines = "1+2*3\n\"a\"+Char(9)+\"\\\"\"\n1=1\n!2024-01-31!\n?10:20:30?\n{a: 1; b: \"x\"; \"c d\": [1; Null]}\nNull\nnothing\n";
    let expected =
        "9\n\"a\\t\\\"\"\nTrue\n!2024-01-31!\n?10:20:30?\n{a: 1; b: \"x\"; \"c d\": [1; Null]}\nNull\nUndefined\n";
    assert_eq!(shown(lines), expected);
}

#[test]
fn local_variables_live_on_with_their_types() {
    assert_eq!(shown("var $a : Integer\n$a:=2.6\n$a\n$b:=\"x\"\n$b+String($a)\n"), "3\n\"x3\"\n");
    assert_eq!(shown("$a:=1\n$p:=->$a\n$p->:=5\n$a\n"), "5\n");
    assert_eq!(shown("ARRAY TEXT($t; 1)\n$t{1}:=\"one\"\n$t\n"), "ARRAY TEXT [\"one\"]\n");
    assert_eq!(
        shown("var $a : Text\n$a:=\"x\"\nvar $a : Integer\n$a\nvar $a : Integer:=4\nvar $a : Integer\n$a\n"),
        "0\n4\n"
    );
    assert_eq!(shown("v:=5\n<>w:=6\nv+<>w\n"), "11\n");
}

#[test]
fn blocks_and_brackets_go_over_lines() {
    assert_eq!(shown("For ($i; 1; 3)\n  $s+=$i\nEnd for\n$s\n"), "6\n");
    assert_eq!(shown("$c:=[1;\n2;\n3]\n$c\n"), "[1; 2; 3]\n");
    assert_eq!(shown("1+\\\n2\n"), "3\n");
    let nested = "For ($i; 1; 2)\n\n\tIf (True)\n\t\t$n+=1\n\tElse\n\n\tEnd if\n\t$c:=[$i;\n\t\t2]\n/* End for\n*/\nEnd for\n$n\n$c\n";
    assert_eq!(shown(nested), "2\n[2; 2]\n");
}

#[test]
fn errors_leave_the_prompt_alive() {
    let ended = typed("throw(5; \"no paper\")\n1+\nIf (\n\n2+2\nLast errors[0].errCode\n");
    assert_eq!((ended.output.as_str(), ended.status), ("4\n5\n", 0));
    assert!(ended.errors.contains("no paper") && ended.errors.contains("input 1:1:1"), "{}", ended.errors);
    assert!(ended.errors.contains("input 2:1"), "{}", ended.errors);
    let open = typed("While (True)");
    assert!(open.errors.contains("`While` without `End while`"), "{}", open.errors);
    assert_eq!(open.status, 0);
}

#[test]
fn methods_and_classes_of_a_folder_can_be_used() {
    let folder = fresh_folder("prompt-folder");
    let class = "property name : Text\nClass constructor($name : Text)\n  This.name:=$name\n";
    write_files(&folder, &[("double.4dm", "#DECLARE($n : Real) : Real\nreturn $n*2\n"), ("Classes/Dog.4dm", class)]);
    let ended = fourd_with_input(&folder, &["repl", "."], "double(4)\ncs.Dog.new(\"Rex\").name\n");
    assert_eq!((ended.errors.as_str(), ended.output.as_str()), ("", "8\n\"Rex\"\n"));
}

#[test]
fn other_processes_go_on_while_a_line_is_awaited() {
    let folder = fresh_folder("prompt-processes");
    write_files(
        &folder,
        &[("count.4dm", "#DECLARE($signal : 4D.Signal)\nDELAY PROCESS(Current process; 6)\n$signal.trigger()\n")],
    );
    let lines = "$s:=New signal\n$n:=New process(\"count\"; 0; \"c\"; $s)\n$s.wait(5)\n";
    let ended = fourd_with_input(&folder, &["repl", "."], lines);
    assert_eq!((ended.errors.as_str(), ended.output.as_str()), ("", "True\n"));
}

#[test]
fn the_last_value_has_a_name() {
    assert_eq!(shown("2*3\n$_+1\n$a:=5\n$_\n[1; $_]\n$_.length\n"), "6\n7\n7\n[1; 7]\n2\n");
    assert_eq!(shown("$a:=1\n$a=1\n$_\n"), "True\nTrue\n");
    assert_eq!(shown("5\nARRAY TEXT($t; 0)\n$t\n$_\n"), "5\nARRAY TEXT []\n5\n");
}

#[test]
fn long_values_are_cut_with_a_count() {
    let list = shown("$c:=[]\nFor ($i; 1; 10000)\n$c.push($i)\nEnd for\n$c\n");
    assert!(list.starts_with("[\n  1; 2; 3;") && list.ends_with("100;\n  … 9,900 more\n]\n"), "{list}");
    let text = shown("\"ab\"*5000\n");
    assert!(text.ends_with("\n… 6,000 more characters\n"), "{text}");
    let lines = shown("\"The first line of a text that is long enough for it\"+Char(10)+(\"the second line \"*5)\n");
    assert!(
        lines.starts_with("\"The first line of a text that is long enough for it\\n\"+\\\n\"the second line the"),
        "{lines}"
    );
}

#[test]
fn similar_objects_are_shown_as_a_table() {
    let text = shown("$c:=[]\nFor ($i; 1; 25)\n$c.push({n: $i; name: \"number \"+String($i)})\nEnd for\n$c\n");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[..3], ["   │  n │ name", "───┼────┼────────────", " 0 │  1 │ \"number 1\""]);
    assert_eq!(lines[22..], ["… 5 more rows"]);
    assert_eq!(shown("[{a: 1}; {a: 2}]\n"), "[{a: 1}; {a: 2}]\n");
}

#[test]
fn dot_commands_tell_of_values_and_time() {
    let folder = fresh_folder("prompt-type");
    write_files(&folder, &[("Classes/Dog.4dm", "property name : Text\n")]);
    let input = ".type \"abc\"\n.type 1\n.type [1; 2]\n.type {a: 1}\n.type cs.Dog.new()\n.type File(\"/PACKAGE/x\")\n\
                 .type New shared object(\"a\"; 1)\n.type Null\n.type ALERT(\"said\")\n";
    let ended = fourd_with_input(&folder, &["repl", "."], input);
    let expected = "Text, 3 characters\nReal\nCollection, 2 elements\nObject, 1 property\n\
                    Object of the class cs.Dog, 0 properties\nObject of the class 4D.File\nshared Object, 1 property\n\
                    Null\nsaid\nno value\n";
    assert_eq!((ended.errors.as_str(), ended.output.as_str()), ("", expected));
    let values = shown("File(\"/PACKAGE/x.txt\").path\n{of: File(\"/PACKAGE/x.txt\")}\n4D.File\n");
    let lines: Vec<&str> = values.lines().collect();
    assert_eq!(lines[1..], [format!("{{of: File {{path: {}}}}}", lines[0]).as_str(), "4D.File"]);
    let timed = shown(".time 1+1\n");
    assert!(timed.starts_with("2\ntook ") && (timed.ends_with("s\n")), "{timed}");
    assert!(shown(".help\n").contains(".processes"));
    assert!(shown(".help Session storage\n").contains("command 1839"));
    assert!(shown(".help .as\n").contains("standalone, server, remote"));
    let unknown = typed(".proceses\n.type\n.help Sesion storag\n.as nobody\n.5\n1+1\n");
    assert_eq!((unknown.output.as_str(), unknown.status), ("2\n", 0));
    for part in [
        "Did you mean `.processes`? There are .help, .type",
        ".type: what is to be run is missing",
        "did you mean `Session storage`?",
        "expected `standalone`, `server`",
        ".5: there is no such command.",
    ] {
        assert!(unknown.errors.contains(part), "{part}: {}", unknown.errors);
    }
}

#[test]
fn inputs_run_on_machines_of_their_own() {
    let lines = "Use (Session.storage)\nSession.storage.here:=1\nEnd use\nUse (Storage)\nStorage.a:=New shared object\nEnd use\n\
                 $x:=1\n.as remote\nSession.info.type\nSession.userName\n$x\nStorage.a\nApplication type=4D Remote mode\n\
                 .as twin\nSession.info.type\n.as remote Ada\nSession.userName\n$y:=\"mine\"\n.as server\nSession.info.type\n\
                 .as remote 1\n$y\n.as remote Ada\n$y\n.as standalone\n$x\nSession.storage.here\n";
    let ended = fourd_with_input(Path::new("."), &["repl", "--language-version", "21R3"], lines);
    let values: Vec<&str> = ended.output.lines().filter(|line| !line.starts_with("inputs run on")).collect();
    let expected = [
        "\"remote\"",
        "\"user 1\"",
        "Undefined",
        "Undefined",
        "True",
        "\"remote\"",
        "\"Ada\"",
        "\"storedProcedure\"",
        "Undefined",
        "\"mine\"",
        "1",
        "1",
    ];
    assert_eq!((ended.errors.as_str(), values.as_slice()), ("", expected.as_slice()));
    let places: Vec<&str> = ended.output.lines().filter(|line| line.starts_with("inputs run on")).collect();
    assert_eq!(places[0], "inputs run on client 1, connected as `user 1`");
    assert_eq!(places[2], "inputs run on client 2, connected as `Ada`");
}

#[test]
fn sessions_and_processes_are_shown() {
    let text = shown(".session\n.as remote\n.as server\n.processes\n");
    assert!(text.contains("Session: standalone, user `designer`, id "), "{text}");
    assert!(text.contains("Storage: {}"), "{text}");
    for row in [
        "standalone │      1 │ Application process │ standalone      │ idle  │ an input",
        "server     │      1 │ Application process │ storedProcedure │ idle  │ an input",
        "client 1   │      1 │ Application process │ none            │ idle  │ an input",
        "inputs run in process 1 of the server, in the session of stored procedures",
    ] {
        assert!(text.contains(row), "{row}\n{text}");
    }
    let folder = fresh_folder("prompt-waiting");
    write_files(&folder, &[("take.4dm", "If (Not(Semaphore(\"s\"; 60*60)))\nEnd if\n")]);
    let lines = "$mine:=Semaphore(\"s\")\n$n:=New process(\"take\"; 0; \"taker\")\nDELAY PROCESS(Current process; 2)\n.processes\n\
                 CLEAR SEMAPHORE(\"s\")\n";
    let ended = fourd_with_input(&folder, &["repl", "."], lines);
    assert!(ended.output.contains("│ taker"), "{}{}", ended.output, ended.errors);
    assert!(ended.output.contains("the semaphore `s`, which process 1 holds"), "{}", ended.output);
}

#[test]
fn inputs_are_saved_and_loaded_and_forgotten() {
    let folder = fresh_folder("prompt-save");
    let lines = "$a:=20\nFor ($i; 1; 2)\n\t$a+=$i\nEnd for\n$a=23\nnonsense((\n\nthrow(5)\n.save all.4dm\n.save all.4dm\n.reset\n$a\n\
                 .load all.4dm\n$a\n.load nowhere.4dm\n.save\n";
    let ended = fourd_with_input(&folder, &["repl"], lines);
    let expected =
        "True\n3 inputs written to all.4dm\n3 inputs written to all.4dm\neverything begins anew\nUndefined\n23\n";
    assert_eq!(ended.output, expected, "{}", ended.errors);
    assert!(ended.errors.contains(".load: ") && ended.errors.contains("nowhere.4dm"), "{}", ended.errors);
    assert!(ended.errors.contains(".save: the name of a file is missing"), "{}", ended.errors);
    let saved = std::fs::read_to_string(folder.join("all.4dm")).unwrap();
    assert_eq!(saved, "$a:=20\nFor ($i; 1; 2)\n\t$a+=$i\nEnd for\n// $a=23\n");
    let again = fourd_with_input(&folder, &["repl"], ".save all.4dm\n");
    assert!(again.errors.contains("`all.4dm` exists already"), "{}", again.errors);
}

#[test]
fn methods_are_read_anew_after_a_reset() {
    let folder = fresh_folder("prompt-reset");
    write_files(
        &folder,
        &[("make.4dm", "File(\"/PACKAGE/given.4dm\").setText(\"return 2\")\n"), ("given.4dm", "return 1\n")],
    );
    let ended = fourd_with_input(&folder, &["repl", "."], "given\nmake\ngiven\n.reset\ngiven\n");
    assert_eq!((ended.errors.as_str(), ended.output.as_str()), ("", "1\n1\neverything begins anew\n2\n"));
}

#[test]
fn what_ends_a_process_ends_its_place() {
    assert_eq!(shown("1+1\nQUIT 4D\n2+2\n"), "2\n");
    assert_eq!(shown("1+1\n.quit\n2+2\n"), "2\n");
    let ended = typed("$s:=New signal\n$s.wait()\n2+2\n");
    assert_eq!((ended.output.as_str(), ended.status), ("4\n", 0), "{}", ended.errors);
    assert!(ended.errors.contains("Deadlock") && ended.errors.contains("all processes were ended"), "{}", ended.errors);
    let client = typed(".as remote\nQUIT 4D\n2+2\n");
    assert!(client.output.ends_with("\n4\n"), "{}{}", client.output, client.errors);
    assert!(client.errors.contains("back to the application on its own"), "{}", client.errors);
}
