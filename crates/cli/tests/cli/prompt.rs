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
