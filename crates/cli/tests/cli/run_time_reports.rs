//! What a person reads when a program ends by an error: its number, spot and values, the calls, the process, a hint.
//! The programs are in `tests/reports`, a folder for each.

use crate::{fourd, fresh_folder, test_files, write_files};

/// A program that fails, and what its report has to say.
struct Case {
    /// Its folder.
    name: &'static str,
    /// How it is run.
    options: &'static [&'static str],
    /// The number of the error, the spot, values, calls, the process.
    parts: &'static [&'static str],
    /// Whether the report tells what can be done.
    hint: bool,
}

const CASES: &[Case] = &[
    Case {
        name: "member_of_null",
        options: &[],
        parts: &[
            "error 57",
            "total.4dm:3:21",
            "`$order.customer` is Null",
            "`$sum` is 12.5",
            "called from `main` at main.4dm:3",
            "If ($order.customer#Null)",
        ],
        hint: true,
    },
    Case {
        name: "text_that_is_freed",
        options: &[],
        parts: &["error 57", "total:3:7", "`$order.customer` is Null", "called from `main`", "main.4dm:3"],
        hint: true,
    },
    Case {
        name: "member_of_a_number",
        options: &[],
        parts: &["error 57", "main.4dm:5:15", "`$item` is 5"],
        hint: true,
    },
    Case {
        name: "array_index",
        options: &[],
        parts: &["error 28", "main.4dm:5:7", r#"`$names` is ARRAY TEXT ["Ada"; ""]"#, "`$i` is 3"],
        hint: true,
    },
    Case {
        name: "character_index",
        options: &[],
        parts: &["error 28", "main.4dm:5:7", r#"`$text` is "tea \"cup\"""#, "`$place` is 12"],
        hint: true,
    },
    Case {
        name: "operands",
        options: &[],
        parts: &["error 54", "main.4dm:5:7", r#"`$sum` is "rows""#, "`$count` is 3"],
        hint: true,
    },
    Case {
        name: "text_for_a_number",
        options: &[],
        parts: &["error 54", "main.4dm:4:9", r#"`$answer.count` is "three""#],
        hint: true,
    },
    Case {
        name: "without_use",
        options: &[],
        parts: &["error -10708", "main.4dm:3:1", "Use ($account.owner)", r#"`$account.owner` is {name: "Ada"}"#],
        hint: true,
    },
    Case {
        name: "another_use",
        options: &[],
        parts: &["error -10708", "main.4dm:6:2", "this `Use` locks another object", "Use ($to)"],
        hint: true,
    },
    Case {
        name: "plain_in_shared",
        options: &[],
        parts: &["error -10721", "main.4dm:5:2", "`$content` is {weight: 2}"],
        hint: true,
    },
    Case {
        name: "two_groups",
        options: &[],
        parts: &["error -10718", "main.4dm:5:2", "`$first.item` is {}"],
        hint: true,
    },
    Case {
        name: "use_of_null",
        options: &[],
        parts: &["error -10717", "main.4dm:3:1", "`$settings` is Null"],
        hint: true,
    },
    Case {
        name: "unknown_method",
        options: &[],
        parts: &["error 81", "main.4dm:3:1", "did you mean `send_bill`?", r#"`$name` is "send_bil""#],
        hint: true,
    },
    Case {
        name: "not_a_function",
        options: &[],
        parts: &["error 59", "main.4dm:3:1", r#"`$tools` is {print: "paper"}"#],
        hint: true,
    },
    Case {
        name: "nil_pointer",
        options: &[],
        parts: &["error 85", "main.4dm:2:1", "Is nil pointer($target)"],
        hint: true,
    },
    Case {
        name: "not_implemented",
        options: &[],
        parts: &["error 33", "main.4dm:3:1", "fourd help Export structure file"],
        hint: true,
    },
    Case {
        name: "class_function",
        options: &[],
        parts: &[
            "error 57",
            "Classes/Account.4dm:11:2",
            "`This.entries` is Undefined",
            r#"`This.owner` is "Ada""#,
            "`$amount` is -5",
            "called from `Account.deposit` at Classes/Account.4dm:8",
            "called from `main` at main.4dm:3",
        ],
        hint: true,
    },
    Case {
        name: "worker",
        options: &[],
        parts: &[
            "error 54",
            "print_page.4dm:3:10",
            r#"`$page` is "page 7""#,
            "in process 2 `printer`, a cooperative worker",
        ],
        hint: true,
    },
    Case {
        name: "client",
        options: &["--as", "remote", "--user", "Ada", "--seed", "1", "--language-version", "21R3"],
        parts: &[
            "error 57",
            "ask.4dm:3:8",
            "`$question.answer` is Null",
            "[client 1]",
            "session `remote` of the user `Ada`",
        ],
        hint: true,
    },
    Case {
        name: "malformed_json",
        options: &[],
        parts: &["error -10709", "main.4dm:4:10", r#"`$text` is "{\"a\": 1""#],
        hint: true,
    },
    Case {
        name: "missing_file",
        options: &[],
        parts: &["error -43", "main.4dm:3:8", r#"`$name` is "missing.txt""#],
        hint: true,
    },
    Case {
        name: "computed_property",
        options: &[],
        parts: &["error -10736", "main.4dm:3:1", "Function set"],
        hint: true,
    },
    Case {
        name: "thrown",
        options: &[],
        parts: &[
            "error 4711",
            "check_limit.4dm:3:2",
            "`$sum` is 120",
            "`$limit` is 100",
            "called from `main` at main.4dm:3",
        ],
        hint: false,
    },
    Case {
        name: "constructor",
        options: &[],
        parts: &["error -10743", "Classes/Circle.4dm:4:2", "`$radius` is 2", "called from `main` at main.4dm:2"],
        hint: true,
    },
    Case {
        name: "nothing_yet",
        options: &[],
        parts: &[
            "Error: `$person` has no object yet",
            "main.4dm:3:1",
            "expected an object, found Undefined (error 57)",
            "`var $person : Object:={}`",
        ],
        hint: true,
    },
    Case {
        name: "element_outside",
        options: &[],
        parts: &[
            "Error: `$people[$i]` does not exist",
            "main.4dm:6:1",
            "expected an element that exists",
            "`$people` has 2 elements, which count from 0 to 1",
            "`$i` is 5",
        ],
        hint: true,
    },
    Case {
        name: "character_of_text",
        options: &[],
        parts: &["main.4dm:4:7", "found Text (error 57)", "`$word[[1]]`, counted from 1"],
        hint: true,
    },
    Case {
        name: "collection_as_text",
        options: &[],
        parts: &["main.4dm:4:1", "expected a text, found Collection (error 54)", "`JSON Stringify($numbers)`"],
        hint: true,
    },
    Case {
        name: "argument_missing",
        options: &[],
        parts: &[
            "Argument 2 of the command `Substring` is missing",
            "main.4dm:4:7",
            "expected `firstChar` (Integer), found none (error 50)",
        ],
        hint: true,
    },
    Case {
        name: "refused_program",
        options: &["--sandbox"],
        parts: &["not allowed to start `/bin/ls`", "main.4dm:3:1", "error -54", "`--allow processes`"],
        hint: true,
    },
    Case {
        name: "refused_file",
        options: &["--sandbox"],
        parts: &["`/notes/today.txt`: the program", "main.4dm:2:1", "`--allow read=/notes/today.txt`"],
        hint: true,
    },
    Case {
        name: "deadlock",
        options: &["--seed", "1"],
        parts: &[
            "4D5002",
            "main.4dm:8:2",
            "process 2 `other` holds what process 1",
            "process 1 `Application process` waits in `Use` here",
            "other.4dm:1:1",
        ],
        hint: true,
    },
];

#[test]
fn reports_of_errors_while_running_say_what_is_needed() {
    for case in CASES {
        let folder = test_files().join("reports").join(case.name);
        let arguments: Vec<&str> = ["run"].iter().chain(case.options).copied().chain(["main.4dm"]).collect();
        let ended = fourd(&folder, &arguments);
        let report = ended.errors.replace(folder.to_str().unwrap(), "[folder]");
        assert_eq!(ended.status, 1, "{}: {report}", case.name);
        for part in case.parts {
            assert!(report.contains(part), "{}: no `{part}` in\n{report}", case.name);
        }
        assert_eq!(report.contains("Help: "), case.hint, "{}:\n{report}", case.name);
        assert!(!report.contains('\u{1b}'), "{} is written in colours", case.name);
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(format!("report_{}", case.name), report);
        });
    }
}

#[test]
fn each_program_has_a_case() {
    let folders = std::fs::read_dir(test_files().join("reports")).unwrap().map(|entry| entry.unwrap().file_name());
    let mut folders: Vec<String> = folders.map(|name| name.into_string().unwrap()).collect();
    folders.sort_unstable();
    let mut names: Vec<&str> = CASES.iter().map(|case| case.name).collect();
    names.sort_unstable();
    assert_eq!(folders, names);
    assert!(names.len() >= 20);
}

/// Nesting too deep and containing itself are two things.
#[test]
fn values_that_nest_too_deep_are_not_said_to_contain_themselves() {
    let folder = fresh_folder("report-nesting");
    let deep = "#DECLARE() -> $o : Object\nvar $i : Integer\n$o:={}\nFor ($i; 1; 5000)\n\t$o:={a: $o}\nEnd for\n";
    let list = "#DECLARE() -> $c : Collection\nvar $i : Integer\n$c:=[]\nFor ($i; 1; 5000)\n\t$c:=[$c]\nEnd for\n";
    let circle = "#DECLARE() -> $c : Collection\n$c:=[]\n$c.push($c)\n";
    write_files(&folder, &[("deep.4dm", deep), ("list.4dm", list), ("circle.4dm", circle)]);
    let report = |code: &str| fourd(&folder, &["run", "-e", code]).errors;
    for code in
        ["ALERT(String([deep].equal([deep])))", "ALERT([list].join())", "ALERT(String([list].flat(9999).length))"]
    {
        let errors = report(code);
        assert!(errors.contains("nest more than 1000 levels deep") && !errors.contains("itself"), "{errors}");
    }
    for code in [
        "ALERT(String([circle].equal([circle])))",
        "ALERT([circle].join())",
        "ALERT(String([circle].flat(9999).length))",
    ] {
        let errors = report(code);
        assert!(errors.contains("contains itself"), "{errors}");
    }
}
