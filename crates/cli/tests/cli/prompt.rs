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
    assert_eq!((ended.output.as_str(), ended.status), ("4\n5\n", 1));
    assert!(ended.errors.contains("no paper") && ended.errors.contains("input 1:1:1"), "{}", ended.errors);
    assert!(ended.errors.contains("input 2:1"), "{}", ended.errors);
    let open = typed("While (True)");
    assert!(open.errors.contains("`While` without `End while`"), "{}", open.errors);
    assert_eq!(open.status, 1);
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
    assert!(
        list.starts_with("[\n  1; 2; 3;")
            && list.ends_with("100;\n  … 9,900 more elements: `.all` shows everything\n]\n"),
        "{list}"
    );
    let text = shown("\"ab\"*5000\n");
    assert!(text.ends_with("\n… 8,000 more of 10,000 characters: `.all` shows everything\n"), "{text}");
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
    assert_eq!(lines[22..], ["… 5 more rows: `.all` shows everything"]);
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
    assert_eq!((unknown.output.as_str(), unknown.status), ("2\n", 1));
    for part in [
        ".proceses: no such command; did you mean `.processes`?",
        ".type: missing expression",
        "did you mean `Session storage`?",
        "expected `standalone`, `server`",
        ".5: no such command; `.help` lists all",
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
        "True\n3 inputs written to all.4dm\n3 inputs written to all.4dm\nreset: all processes ended\nUndefined\n23\n";
    assert_eq!(ended.output, expected, "{}", ended.errors);
    assert!(ended.errors.contains(".load: ") && ended.errors.contains("nowhere.4dm"), "{}", ended.errors);
    assert!(ended.errors.contains(".save: missing file name"), "{}", ended.errors);
    let saved = std::fs::read_to_string(folder.join("all.4dm")).unwrap();
    assert_eq!(saved, "var $a : Real\nvar $i : Real\n\n$a:=20\nFor ($i; 1; 2)\n\t$a+=$i\nEnd for\n// $a=23\n");
    let again = fourd_with_input(&folder, &["repl"], ".save all.4dm\n");
    assert!(again.errors.contains("`all.4dm` already exists"), "{}", again.errors);
}

#[test]
fn methods_are_read_anew_after_a_reset() {
    let folder = fresh_folder("prompt-reset");
    write_files(
        &folder,
        &[("make.4dm", "File(\"/PACKAGE/given.4dm\").setText(\"return 2\")\n"), ("given.4dm", "return 1\n")],
    );
    let ended = fourd_with_input(&folder, &["repl", "."], "given\nmake\ngiven\n.reset\ngiven\n");
    assert_eq!((ended.errors.as_str(), ended.output.as_str()), ("", "1\n1\nreset: all processes ended\n2\n"));
}

#[test]
fn what_ends_a_process_ends_its_place() {
    assert_eq!(shown("1+1\nQUIT 4D\n2+2\n"), "2\n");
    assert_eq!(shown("1+1\n.quit\n2+2\n"), "2\n");
    let ended = typed("$s:=New signal\n$s.wait()\n2+2\n");
    assert_eq!((ended.output.as_str(), ended.status), ("4\n", 1), "{}", ended.errors);
    assert!(ended.errors.contains("Deadlock") && ended.errors.contains("all processes ended"), "{}", ended.errors);
    let client = typed(".as remote\nQUIT 4D\n2+2\n");
    assert!(client.output.ends_with("\n4\n"), "{}{}", client.output, client.errors);
    assert!(client.errors.contains("back to the standalone application"), "{}", client.errors);
}

#[test]
fn words_work_as_commands_where_they_are_no_names() {
    for word in ["exit", "quit", "exit()", "QUIT", ".exit", ".quit"] {
        assert_eq!(shown(&format!("1+1\n{word}\n2+2\n")), "2\n", "{word}");
    }
    assert!(shown("help\n").contains(".processes"));
    assert!(shown("help Session storage\n").contains("command 1839"));
    assert_eq!(shown("help:=4\nhelp\nexit:=help+1\nexit\n"), "4\n5\n");
    let folder = fresh_folder("prompt-words");
    write_files(&folder, &[("quit.4dm", "return \"mine\"\n")]);
    let ended = fourd_with_input(&folder, &["repl", "."], "quit\n");
    assert_eq!((ended.errors.as_str(), ended.output.as_str()), ("", "\"mine\"\n"));
}

#[test]
fn mistyped_names_have_a_hint() {
    for (line, hint) in [
        ("ALRT(\"x\")", "Help: did you mean `ALERT`?"),
        ("lenght(\"x\")", "Help: did you mean `Length`?"),
        ("lenght", "`lenght` has no value: did you mean `Length`?"),
        ("$total:=1\n$totl", "`$totl` has no value: did you mean `$total`?"),
        ("hepl", "did you mean `.help`?"),
    ] {
        let ended = typed(&format!("{line}\n"));
        assert!(ended.errors.contains(hint), "{line}: {}", ended.errors);
    }
}

#[test]
fn stores_sessions_and_circles_show_what_is_in_them() {
    let folder = fresh_folder("prompt-stores");
    write_files(&folder, &[("Classes/Dog.4dm", ""), ("Classes/Cat.4dm", "")]);
    let ended = fourd_with_input(&folder, &["repl", "."], "cs\n4D\nds\nSession\ncs.Dog\n");
    assert_eq!(ended.errors, "");
    for part in [
        "cs: 2 classes\n  Cat, Dog\n",
        "  Blob, Class, ",
        "not implemented: ",
        "ds: no dataclasses\n",
        "Session {\n",
        "  userName: \"designer\"\n",
        "\ncs.Dog\n",
    ] {
        assert!(ended.output.contains(part), "{part}: {}", ended.output);
    }
    let circles = "$o:={a: 1}\n$o.me:=$o\n$o\n$c:=[$o]\n$o.all:=$c\n$c\n";
    let expected = "{a: 1; me: <circular: 1 level up>}\n\
                    [{a: 1; me: <circular: 1 level up>; all: <circular: 2 levels up>}]\n";
    assert_eq!(shown(circles), expected);
}

#[test]
fn variables_and_inputs_are_listed() {
    let text =
        shown("$a:=1\nvar $t : Text\nv:={x: 1}\n.vars\nFor ($i; 1; 2)\n\t$a+=1\nEnd for\n.history\n.history 1\n");
    for row in ["$a   │ Real   │ 1", "$t   │ Text   │ \"\"", "v    │ Object │ {x: 1}"] {
        assert!(text.contains(row), "{row}: {text}");
    }
    assert!(text.ends_with("1  $a:=1\n2  var $t : Text\n3  v:={x: 1}\n4  For ($i; 1; 2)\n   \t$a+=1\n   End for\n4  For ($i; 1; 2)\n   \t$a+=1\n   End for\n"), "{text}");
    assert_eq!(shown(".vars\n"), "no variables\n");
}

#[test]
fn all_of_a_value_is_shown_on_demand() {
    let rows = "$c:=[]\nFor ($i; 1; 40)\n$c.push({number: $i; name: \"a name that is long enough \"+String($i)})\nEnd for\n$c\n.all\n.all \"ab\"*5000\n";
    let text = shown(rows);
    assert!(text.contains("… 20 more rows: `.all` shows everything\n"), "{text}");
    assert_eq!(text.matches("enough 40\"").count(), 1);
    assert_eq!(text.matches("ab").count(), 5_000);
}

#[test]
fn inputs_are_edited() {
    let folder = fresh_folder("prompt-edit");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_fourd"));
    command.arg("repl").env_remove("VISUAL").env("EDITOR", "sed -i s/2/5/");
    let ended = crate::with_bytes(command.current_dir(&folder), b"1+2\n.edit\n.edit 1\n.edit 9\n");
    assert_eq!((ended.output.as_str(), ended.status), ("3\n6\n6\n", 1));
    assert_eq!(ended.errors, ".edit: no input 9; there are 3\n");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_fourd"));
    command.arg("repl").env_remove("VISUAL").env_remove("EDITOR");
    let without = crate::with_bytes(command.current_dir(&folder), b".edit\n");
    assert!(without.errors.contains("set the environment variable EDITOR"), "{}", without.errors);
}

#[test]
fn a_script_runs_before_the_prompt() {
    let folder = fresh_folder("prompt-script");
    write_files(
        &folder,
        &[
            ("first.4dm", "var $names : Collection:=[\"Ada\"]\nALERT(\"ran\")\n"),
            ("helper.4dm", "ALERT(\"helper ran\")\n"),
            ("wrong.4dm", "$a:=1\nthrow(5; \"no paper\")\n"),
        ],
    );
    for arguments in
        [["run", "-i", "first.4dm"].as_slice(), &["run", "--interactive", "first.4dm"], &["repl", "first.4dm"]]
    {
        let ended = fourd_with_input(&folder, arguments, "$names[0]\n");
        assert_eq!((ended.errors.as_str(), ended.output.as_str(), ended.status), ("", "ran\n\"Ada\"\n", 0));
    }
    let wrong = fourd_with_input(&folder, &["run", "-i", "wrong.4dm"], "$a\n");
    assert_eq!((wrong.output.as_str(), wrong.status), ("1\n", 1));
    assert!(wrong.errors.contains("wrong.4dm:2:1"), "{}", wrong.errors);
    let method = fourd_with_input(&folder, &["repl", ".", "--method", "helper"], "1+1\n");
    assert_eq!((method.errors.as_str(), method.output.as_str()), ("", "helper ran\n2\n"));
    let missing = fourd_with_input(&folder, &["repl", ".", "--method", "helpr"], "");
    assert_eq!(missing.status, 2);
    assert!(missing.errors.contains("did you mean `helper`?"), "{}", missing.errors);
}

#[test]
fn roles_and_seeds_are_chosen_on_the_command_line() {
    let session = |role: &str| fourd_with_input(Path::new("."), &["repl", "--as", role], ".session\n");
    assert!(session("server").output.contains("run on the server"));
    assert!(session("remote Ada").output.contains("run on client 1, connected as `Ada`"));
    assert_eq!(session("nothing").status, 2);
    let random = || {
        fourd_with_input(
            Path::new("."),
            &["repl", "--seed", "7"],
            "Random\nDELAY PROCESS(Current process; 600)\nRandom\n",
        )
    };
    let (first, second) = (random(), random());
    assert_eq!((first.errors.as_str(), first.output.lines().count()), ("", 2));
    assert_eq!(first.output, second.output);
}

#[test]
fn saved_inputs_are_a_script_that_checks_and_runs() {
    let folder = fresh_folder("prompt-saved");
    let lines = "3+4\n$_*2\n$a:=$_\nvar $t : Integer\nvar $t : Text\n$t:=\"sum \"\n$c:=[1;\n2]\n.type $c\n$c\nFor each ($n; $c)\n$a+=$n\nEnd for each\n\
                 ALERT($t+String($a))\n.save all.4dm\n";
    let ended = fourd_with_input(&folder, &["repl"], lines);
    assert_eq!(ended.errors, "");
    let saved = std::fs::read_to_string(folder.join("all.4dm")).unwrap();
    let expected = "var $_ : Variant\nvar $a : Real\nvar $c : Collection\nvar $n : Real\n\n$_:=3+4\n$_:=$_*2\n$a:=$_\nvar $t : Integer\n\
                    var $t_2 : Text\n$t_2:=\"sum \"\n$c:=[1; \\\n2]\n// $c\nFor each ($n; $c)\n$a+=$n\nEnd for each\nALERT($t_2+String($a))\n";
    assert_eq!(saved, expected);
    let checked = fourd_with_input(&folder, &["check", "all.4dm"], "");
    assert_eq!(checked.status, 0, "{}", checked.errors);
    assert_eq!(fourd_with_input(&folder, &["run", "all.4dm"], "").output, "sum 17\n");
}

#[test]
fn a_stream_ends_with_1_after_an_error() {
    for lines in [
        "throw(5)\n",
        "1+\n",
        ".nonsense\n",
        ".load nowhere.4dm\n",
        "CALL WORKER(\"w\"; Formula(throw(5)))\nDELAY PROCESS(Current process; 30)\n",
    ] {
        assert_eq!(typed(&format!("{lines}1+1\n")).status, 1, "{lines}");
    }
    assert_eq!(typed("1+1\n").status, 0);
}

#[test]
fn bytes_that_are_no_text_are_an_error() {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_fourd"));
    let ended = crate::with_bytes(command.arg("repl"), b"\xef\xbb\xbf1+1\n\"caf\xe9\"\n2+2\n");
    assert_eq!((ended.output.as_str(), ended.status), ("2\n4\n", 1));
    assert_eq!(ended.errors, "line 2 of the input is not UTF-8: it was not run\n");
}

#[test]
fn long_brackets_take_time_in_proportion() {
    let elements: String = (0..20_000).map(|number| format!("  {{number: [[{number}]]}};\n")).collect();
    let lines = format!("If (True)\n$c:=[\n{elements}0]\nEnd if\n$c.length\n");
    let begin = std::time::Instant::now();
    assert_eq!(shown(&lines), "20001\n");
    assert!(begin.elapsed() < std::time::Duration::from_secs(60));
}
