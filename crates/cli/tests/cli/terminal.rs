//! `fourd repl` as somebody at a terminal meets it: through a pseudo-terminal.

use crate::{fresh_folder, write_files};
use rexpect::reader::Options;
use rexpect::session::{PtySession, spawn_with_options};
use std::io::Write;
use std::path::Path;
use std::process::Command;

/// How long something may take on a busy machine.
const PATIENCE: u64 = 120_000;

const PROMPT: &str = "4D> ";

/// A prompt that begins a line: while a line is typed, its own prompt is written again and again.
const NEXT_PROMPT: &str = "\n\r4D> ";

/// A prompt in a folder, with its history in a file of it.
fn prompt(folder: &Path, arguments: &[&str], colours: bool) -> PtySession {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fourd"));
    command.arg("repl").args(arguments).current_dir(folder);
    command.env("FOURD_HISTORY", folder.join("history")).env("TERM", "xterm").env_remove("NO_COLOR");
    if !colours {
        command.env("NO_COLOR", "1");
    }
    let options = Options::new().timeout_ms(Some(PATIENCE)).strip_ansi_escape_codes(!colours);
    let mut session = spawn_with_options(command, options).unwrap();
    session.exp_string(PROMPT).unwrap();
    session
}

/// Types keys; those of a line end with `\r`, the key Enter.
fn types(session: &mut PtySession, keys: &str) {
    session.send(keys).unwrap();
    session.flush().unwrap();
}

/// Types a line and waits for what it shows at the beginning of a line.
fn shows(session: &mut PtySession, keys: &str, expected: &str) {
    types(session, &format!("{keys}\r"));
    session.exp_string(&format!("\n{expected}")).unwrap();
    session.exp_string(PROMPT).unwrap();
}

fn ends(mut session: PtySession) {
    session.send_control('d').unwrap();
    session.exp_eof().unwrap();
}

#[test]
fn a_session_at_the_prompt() {
    let folder = fresh_folder("terminal");
    let mut session = prompt(&folder, &[], false);
    // Tab completes a name of several words.
    types(&mut session, "Session sto\t");
    session.exp_string("Session storage").unwrap();
    shows(&mut session, "(Session.id)=Session.storage", "True");
    // A block goes on until its end.
    types(&mut session, "$sum:=0\r");
    session.exp_string(PROMPT).unwrap();
    types(&mut session, "For each ($n; [1; 2; 3])\r");
    types(&mut session, "$sum+=$n\r");
    types(&mut session, "End for each\r");
    session.exp_string("End for each").unwrap();
    session.exp_string(PROMPT).unwrap();
    shows(&mut session, "$sum", "6");
    shows(&mut session, "$_*7", "42");
    // An error leaves the prompt alive.
    types(&mut session, "throw(5; \"no paper\")\r");
    session.exp_string("no paper").unwrap();
    session.exp_string("error 5").unwrap();
    session.exp_string(PROMPT).unwrap();
    shows(&mut session, "2+2", "4");
    // Ctrl-C interrupts an endless loop, and forgets a line that is being typed.
    types(&mut session, "ALERT(\"bef\"+\"ore\")\r");
    session.exp_string("before").unwrap();
    session.exp_string(PROMPT).unwrap();
    types(&mut session, "ALERT(\"beg\"+\"un\")\\\r");
    session.send_control('c').unwrap();
    types(&mut session, "While (True)\rALERT(\"rou\"+\"nd\")\rEnd while\r");
    session.exp_string("round").unwrap();
    session.send_control('c').unwrap();
    session.exp_string("interrupted").unwrap();
    session.exp_string(PROMPT).unwrap();
    // Help.
    types(&mut session, ".help Session storage\r");
    session.exp_string("command 1839").unwrap();
    session.exp_string("Session storage(id: Text): Object").unwrap();
    session.exp_string(PROMPT).unwrap();
    shows(&mut session, "\"last \"+\"line\"", "\"last line\"");
    ends(session);
    // The history is there after a restart: the last input, and the one before it.
    let mut session = prompt(&folder, &[], false);
    types(&mut session, "\x1b[A");
    session.exp_string("\"last \"+\"line\"").unwrap();
    types(&mut session, "\x1b[A");
    session.exp_string(".help Session storage").unwrap();
    types(&mut session, "\x1b[B\r");
    session.exp_string("\n\"last line\"").unwrap();
    session.exp_string(PROMPT).unwrap();
    ends(session);
}

#[test]
fn members_classes_and_variables_are_completed() {
    let folder = fresh_folder("terminal-members");
    let class = "property name : Text\nClass constructor($name : Text)\n\tThis.name:=$name\nFunction bark() : Text\n\treturn This.name+\"!\"\n";
    write_files(&folder, &[("Classes/Dog.4dm", class), ("twice_as.4dm", "return 2\n")]);
    let mut session = prompt(&folder, &["."], false);
    types(&mut session, "$rex:=cs.D\t");
    session.exp_string("cs.Dog").unwrap();
    types(&mut session, ".new(\"Rex\")\r");
    session.exp_string(PROMPT).unwrap();
    types(&mut session, "$r\t.ba\t()+twi\t");
    session.exp_string("$rex.bark()+twice_as").unwrap();
    session.send_control('c').unwrap();
    session.exp_string(PROMPT).unwrap();
    types(&mut session, "$r\t.ba\t");
    session.exp_string("$rex.bark").unwrap();
    shows(&mut session, "()", "\"Rex!\"");
    types(&mut session, "cs.Dog.ne\t");
    session.exp_string("cs.Dog.new").unwrap();
    shows(&mut session, "(\"Tom\").name", "\"Tom\"");
    types(&mut session, "File(\"/PACK\tClas\t");
    session.exp_string("File(\"/PACKAGE/Classes/").unwrap();
    types(&mut session, "Do\t");
    session.exp_string("Dog.4dm").unwrap();
    shows(&mut session, "\").exists", "True");
    types(&mut session, ".sess\t\r");
    session.exp_string("Session: standalone").unwrap();
    session.exp_string(PROMPT).unwrap();
    ends(session);
}

#[test]
fn lines_of_blocks_stand_where_they_belong() {
    let folder = fresh_folder("terminal-blocks");
    let mut session = prompt(&folder, &[], false);
    types(&mut session, "Case of\r: (False)\r$a:=1\rElse\r$a:=[\r2]\rEnd case\r");
    session.exp_string("End case").unwrap();
    session.exp_string(PROMPT).unwrap();
    shows(&mut session, "$a", "[2]");
    types(&mut session, ".save block.4dm\r");
    session.exp_string("inputs written").unwrap();
    session.exp_string(PROMPT).unwrap();
    ends(session);
    let saved = std::fs::read_to_string(folder.join("block.4dm")).unwrap();
    let block = "Case of\n    : (False)\n        $a:=1\n    Else\n        $a:=[ \\\n            2]\nEnd case\n";
    assert!(saved.starts_with(&format!("var $a : Variant\n\n{block}")), "{saved}");
}

#[test]
fn pasted_code_runs_as_it_is() {
    let folder = fresh_folder("terminal-paste");
    let mut session = prompt(&folder, &[], false);
    let code = "$sum:=0\n\nFor ($i; 1; 3)\n\t// each number\n\n\t$sum+=$i\n\tIf ($i=3)\n\n\t\t$list:=[$sum;\n\t\t$i]\n\tEnd if \nEnd for ";
    types(&mut session, &format!("\x1b[200~{code}\x1b[201~"));
    session.exp_string("End for").unwrap();
    types(&mut session, "\r");
    session.exp_string(PROMPT).unwrap();
    shows(&mut session, "$list", "[6; 3]");
    // A block that is recalled is whole.
    types(&mut session, "\x1b[A\x1b[A");
    session.exp_string("End for").unwrap();
    types(&mut session, "\r");
    session.exp_string(PROMPT).unwrap();
    shows(&mut session, "$sum", "6");
    ends(session);
}

#[test]
fn code_is_coloured_while_it_is_typed() {
    let folder = fresh_folder("terminal-colours");
    let mut session = prompt(&folder, &[], true);
    types(&mut session, "Length(\"abc\")");
    session.exp_string("\x1b[36mLength\x1b[0m").unwrap();
    session.exp_string("\x1b[32m\"abc\"\x1b[0m").unwrap();
    types(&mut session, "\r");
    session.exp_string("\x1b[33m3\x1b[0m").unwrap();
    session.exp_string(PROMPT).unwrap();
    ends(session);
}

/// Runs a script at a terminal.
fn run(folder: &Path, code: &str) -> PtySession {
    write_files(folder, &[("script.4dm", code)]);
    let mut command = Command::new(env!("CARGO_BIN_EXE_fourd"));
    command.args(["run", "script.4dm"]).current_dir(folder).env("NO_COLOR", "1").env("TERM", "xterm");
    let options = Options::new().timeout_ms(Some(PATIENCE)).strip_ansi_escape_codes(true);
    spawn_with_options(command, options).unwrap()
}

#[test]
fn a_confirmation_is_asked_until_a_button_is_meant() {
    let folder = fresh_folder("terminal-confirm");
    let code = "var $i : Integer\nFor ($i; 1; 6)\n\tCONFIRM(\"Delete everything?\"; \"Delete\"; \"Keep\")\n\tALERT(\"OK=\"+String(OK))\nEnd for\n";
    let mut session = run(&folder, code);
    for (keys, expected) in
        [("n\r", "OK=0"), ("NO\r", "OK=0"), ("keep\r", "OK=0"), ("\u{4}", "OK=0"), ("delete\r", "OK=1")]
    {
        session.exp_string("[Delete/Keep] ").unwrap();
        types(&mut session, keys);
        session.exp_string(expected).unwrap();
    }
    session.exp_string("[Delete/Keep] ").unwrap();
    types(&mut session, "maybe\r");
    session.exp_string("Answer `Delete` or `Keep`: ").unwrap();
    types(&mut session, "\r");
    session.exp_string("OK=1").unwrap();
    session.exp_eof().unwrap();
}

#[test]
fn a_request_can_be_cancelled() {
    let folder = fresh_folder("terminal-request");
    let code = "var $name : Text\nvar $i : Integer\nFor ($i; 1; 3)\n\t$name:=Request(\"Name?\"; \"Ada\")\n\tALERT(\"<\"+$name+\"> \"+String(OK))\nEnd for\n";
    let mut session = run(&folder, code);
    for (keys, expected) in [("\r", "<Ada> 1"), ("Grace\r", "<Grace> 1"), ("\u{4}", "<> 0")] {
        session.exp_string("Ctrl-D: Cancel] > ").unwrap();
        types(&mut session, keys);
        session.exp_string(expected).unwrap();
    }
    session.exp_eof().unwrap();
}

#[test]
fn ctrl_c_ends_a_question() {
    let folder = fresh_folder("terminal-question");
    let mut session = run(&folder, "CONFIRM(\"Sure?\")\nALERT(\"never\")\n");
    session.exp_string("[OK/Cancel] ").unwrap();
    session.send_control('c').unwrap();
    session.exp_string("The run was interrupted").unwrap();
    session.exp_string("script.4dm:1:1").unwrap();
    assert!(!session.exp_eof().unwrap().contains("never"));
}

#[test]
fn help_fits_into_40_columns() {
    let folder = fresh_folder("terminal-narrow");
    for arguments in ["--help", "check --help", "help ALERT", "explain 4D1103"] {
        let mut command = Command::new("sh");
        let line = format!("stty rows 24 cols 40; {} {arguments}", env!("CARGO_BIN_EXE_fourd"));
        command.args(["-c", &line]).current_dir(&folder).env("NO_COLOR", "1").env("TERM", "xterm");
        let options = Options::new().timeout_ms(Some(PATIENCE)).strip_ansi_escape_codes(true);
        let mut session = spawn_with_options(command, options).unwrap();
        let written = session.exp_eof().unwrap();
        let prose = written.split("Examples:").next().unwrap();
        let mut in_code = false;
        for line in prose.lines().map(|line| line.trim_end_matches('\r')) {
            in_code ^= line.starts_with("```");
            let is_word = !line.trim_start().contains(' ');
            assert!(in_code || is_word || line.chars().count() <= 40, "{arguments}: {line}\n{written}");
        }
    }
}

#[test]
fn a_question_that_is_given_up_leaves_the_next_line_alone() {
    let folder = fresh_folder("terminal-given-up");
    let mut session = prompt(&folder, &[], false);
    types(&mut session, "CONFIRM(\"Su\"+\"re?\")\r");
    session.exp_string("Sure?").unwrap();
    session.exp_string("[OK/Cancel] ").unwrap();
    session.send_control('c').unwrap();
    session.exp_string(PROMPT).unwrap();
    shows(&mut session, "20+3", "23");
    ends(session);
}

#[test]
fn lines_that_arrive_at_once_all_run() {
    let folder = fresh_folder("terminal-chunk");
    let mut session = prompt(&folder, &[], false);
    types(&mut session, "$a:=20\rFor ($i; 1; 2)\r$a+=$i\rEnd for\rALERT(\"sum \"+String($a))\r\"last \"+\"line\"\r");
    session.exp_string("\nsum 23").unwrap();
    session.exp_string("\n\"last line\"").unwrap();
    session.exp_string(PROMPT).unwrap();
    shows(&mut session, "$a", "23");
    // Programs that send code often begin with Ctrl-C.
    types(&mut session, "nonsense(\x03$a+=1\r\"after \"+String($a)\r");
    session.exp_string("\n\"after 24\"").unwrap();
    session.exp_string(PROMPT).unwrap();
    ends(session);
}

#[test]
fn bytes_that_are_no_text_leave_the_prompt_alive() {
    let folder = fresh_folder("terminal-bytes");
    let mut session = prompt(&folder, &[], false);
    session.process().get_file_handle().unwrap().write_all(b"\xe9\xe9\r").unwrap();
    session.exp_string("not UTF-8").unwrap();
    session.exp_string(NEXT_PROMPT).unwrap();
    shows(&mut session, "40+2", "42");
    ends(session);
}

#[test]
fn completions_say_what_they_are() {
    let folder = fresh_folder("terminal-groups");
    let mut session = prompt(&folder, &[], false);
    types(&mut session, "CREATE F\t");
    session.exp_string("CREATE FOLDER").unwrap();
    session.send_control('c').unwrap();
    session.exp_string(NEXT_PROMPT).unwrap();
    types(&mut session, "Create d\t");
    session.exp_string("Create document").unwrap();
    session.exp_string("command, System Documents").unwrap();
    session.exp_string("CREATE DATA FILE").unwrap();
    session.exp_string("needs a data file").unwrap();
    session.send_control('c').unwrap();
    session.exp_string(NEXT_PROMPT).unwrap();
    types(&mut session, "exit\r");
    session.exp_eof().unwrap();
}
