//! A seed decides everything: the same one gives the same run, byte for byte.

use crate::{fourd, fresh_folder, write_files};
use std::collections::BTreeSet;

/// What a run could give differently the next time: identifiers, random numbers, processes, times, orders.
const MAIN: &str = r#"var $number : Integer
var $signals : Collection
var $signal : 4D.Signal
var $process : Object

show([Generate UUID; Session.id; Session.info; Random; Timestamp; Milliseconds; Tickcount; Current date; Current time])
$signals:=[]
For ($number; 1; 4)
	$signal:=New signal
	CALL WORKER("worker "+String($number); "report"; $signal; $number)
	$signals.push($signal)
End for
$number:=New process("report"; 0; "process"; $signals[0]; 5)
$number:=New process("inParallel"; 0; "parallel"; $signals[1])
For each ($process; Process activity.processes)
	show($process)
End for each
For each ($signal; $signals)
	$signal.wait()
End for each
show([Generate UUID; Random; Count tasks; Milliseconds; Process info(1)])
"#;

const REPORT: &str = r#"#DECLARE($signal : 4D.Signal; $number : Integer)
var $round : Integer

For ($round; 1; 3)
	show([Current process name; $number; Random; Generate UUID; Milliseconds])
	DELAY PROCESS(Current process; (Random%10)+1)
End for
$signal.trigger()
"#;

const IN_PARALLEL: &str = r#"//%attributes = {"preemptive":"capable"}
#DECLARE($signal : 4D.Signal)
var $round : Integer

For ($round; 1; 20)
	show(["parallel"; $round; Random; $signal.signaled; Milliseconds])
End for
"#;

const SHOW: &str = r#"//%attributes = {"preemptive":"capable"}
#DECLARE($values : Variant)
ALERT(JSON Stringify($values))
"#;

/// The first two lines that are not the same.
fn difference(left: &str, right: &str) -> Option<(String, String)> {
    let mut right_lines = right.lines();
    for line in left.lines() {
        let other = right_lines.next().unwrap_or_default();
        if line != other {
            return Some((line.to_owned(), other.to_owned()));
        }
    }
    (left != right).then(|| ("the end".to_owned(), right_lines.next().unwrap_or_default().to_owned()))
}

#[test]
fn the_same_seed_gives_the_same_run() {
    let folder = fresh_folder("seeds-same");
    let files = [("main.4dm", MAIN), ("report.4dm", REPORT), ("inParallel.4dm", IN_PARALLEL), ("show.4dm", SHOW)];
    write_files(&folder, &files);
    let mut different = BTreeSet::new();
    for seed in ["1", "2", "3", "4", "18446744073709551615"] {
        let run = || fourd(&folder, &["run", "main.4dm", "--seed", seed]);
        let first = run();
        assert_eq!((first.errors.as_str(), first.status), ("", 0), "{}", first.output);
        assert!(first.output.lines().count() > 40, "{}", first.output);
        for _ in 0..20 {
            assert_eq!(difference(&run().output, &first.output), None, "seed {seed}");
        }
        different.insert(first.output);
    }
    assert_eq!(different.len(), 5);
}

#[test]
fn the_same_seed_gives_the_same_run_of_clients_and_servers() {
    let folder = fresh_folder("seeds-remote");
    write_files(
        &folder,
        &[
            ("Project/a.4DProject", "{}"),
            (
                "Project/Sources/Methods/main.4dm",
                "var $round : Integer\nFor ($round; 1; 3)\nask(Current user+\" \"+String(Random))\n\
                 $n:=Execute on server(\"procedure\"; 0; \"of \"+Current user; Generate UUID)\nEnd for\n",
            ),
            (
                "Project/Sources/Methods/ask.4dm",
                "//%attributes = {\"executedOnServer\":true}\n#DECLARE($text : Text)\n\
                 ALERT($text+\" \"+Session.id+\" \"+JSON Stringify(Process activity))\n",
            ),
            (
                "Project/Sources/Methods/procedure.4dm",
                "#DECLARE($text : Text)\nALERT($text+\" \"+String(Milliseconds))\n",
            ),
        ],
    );
    let run = || fourd(&folder, &["run", ".", "--as", "remote", "--clients", "3", "--seed", "17"]);
    let first = run();
    assert_eq!((first.errors.as_str(), first.status), ("", 0), "{}", first.output);
    assert_eq!(first.output.lines().count(), 18, "{}", first.output);
    for _ in 0..20 {
        assert_eq!(difference(&run().output, &first.output), None);
    }
}
