//! A library of another crate than `commands` is known to everything that gets the list of libraries: code that runs, the
//! check, help and the generated pages.

#![allow(clippy::unwrap_used, clippy::panic)]

use fourd_project::Project;
use fourd_reference::{Implemented, commands_page, help, theme_pages};
use fourd_resolve::check::{Knowledge as Checked, check, facts};
use fourd_runtime::domain::Domain;
use fourd_runtime::interactive::{Answer, Conversation};
use fourd_runtime::machine::Machine;
use fourd_runtime::world::World;
use fourd_runtime::{Libraries, Process, Program};
use fourd_source::FileId;
use fourd_syntax::tree::CodeKind;
use fourd_value::{Text, Value};
use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

fn libraries() -> Arc<Libraries> {
    Libraries::new(&[&fourd_commands::LIBRARY, &fourd_extension::LIBRARY])
}

/// Runs inputs one after the other; what the last one gives, as text.
fn run(inputs: &[&str]) -> String {
    let program = Program::new(Project::empty(), libraries(), None);
    let machine = Machine::standalone(World::new(None), Text::from("designer"));
    let domain = Domain::new(program, machine.clone());
    let record = machine.add_process(Text::from("Application process"), false, false, machine.session.clone());
    domain.set_main(record.identity);
    let answer = Rc::new(RefCell::new(String::new()));
    let (inputs, inside): (Vec<String>, _) = (inputs.iter().map(|&input| input.to_owned()).collect(), answer.clone());
    let work = move |process: &mut Process<'_>| {
        let mut conversation = Conversation::default();
        for input in inputs {
            *inside.borrow_mut() = match conversation.evaluate(process, "input", &input) {
                Answer::Value(value) => value.map_or_else(String::new, |value| match value {
                    Value::Text(text) => text.to_string(),
                    Value::Boolean(value) => value.to_string(),
                    Value::Real(value) => value.to_string(),
                    other => other.type_name().to_string(),
                }),
                Answer::Problems(problems) => {
                    format!("{:?}", problems.iter().map(|each| &each.title).collect::<Vec<_>>())
                }
                Answer::Interrupted | Answer::Ended => panic!("{input} was ended"),
            };
        }
    };
    domain.start(record, Box::new(work));
    domain.run().unwrap();
    answer.take()
}

const NEW: &str = "$t:=SMTP New transporter({host: \"mail.example.com\"; port: 587})";

#[test]
fn code_uses_the_command_and_the_class() {
    assert_eq!(run(&[NEW, "$t.host"]), "mail.example.com");
    assert_eq!(run(&[NEW, "$t.port+1"]), "588");
    assert_eq!(run(&[NEW, "$t.checkConnection().success"]), "false");
    assert_eq!(run(&[NEW, "OB Instance of($t; 4D.SMTPTransporter)"]), "true");
    assert!(run(&[NEW, "$t.port:=1"]).contains("port"));
    assert!(run(&["SMTP New transporter(1)"]).contains("Argument 1 of the command `SMTP New transporter`"));
}

#[test]
fn code_uses_a_class_whose_attributes_come_from_a_list() {
    let new = "$p:=cs.PersonEntity.new()";
    assert_eq!(run(&[new, "$p.name+\", \"+$p.city"]), "the name, the city");
    assert_eq!(run(&[new, "$p.describe(\"here is\")"]), "here is the name");
    assert_eq!(run(&[new, "$f:=$p.describe", "$f.call($p; \"it is\")"]), "it is the name");
    assert_eq!(run(&[new, "$p.note1:=\"kept\"", "$p.note1"]), "kept");
    assert_eq!(run(&[new, "$p.note1:=\"kept\"", "$p.own:=1", "OB Keys($p).join(\",\")"]), "name,city,note1,own");
    let another = "$q:=cs.PersonEntity.new()";
    assert_eq!(run(&[new, another, "$p.note1:=\"kept\"", "$q.note1=Null"]), "true", "each object has notes of its own");
    assert_eq!(run(&[new, "$p.note1:=\"first\"", "$p.note1:=\"second\"", "$p.note1"]), "second");
    assert_eq!(run(&[new, "$p.nothing=Null"]), "true");
}

#[test]
fn a_class_that_4d_does_not_document_is_known() {
    let new = "$c:=4D.Counter.new(5)";
    assert_eq!(run(&[new, "$c.add(2)", "$c.sum"]), "7");
    assert_eq!(run(&[new, "$c.sum:=1", "$c.add(1)"]), "2");
    assert!(run(&[new, "$c.sum:=\"x\""]).contains("`sum`: expected a number, found Text"));
    assert_eq!(run(&["4D.Counter.new().sum"]), "0");
    let text = "var $c : 4D.Counter\n$c:=4D.Counter.new(1)\n$c.add(1)\n";
    assert_eq!(found(libraries(), text), Vec::<String>::new());
    assert_eq!(found(Libraries::new(&[&fourd_commands::LIBRARY]), text).len(), 2);
    let about = help(&libraries(), "4D.Counter").unwrap();
    assert!(about.contains("A thing that counts.") && about.contains("  4D.Counter.new(start)"), "{about}");
    assert!(help(&libraries(), "Counter.add").unwrap().contains("Adds to the counter"));
}

/// The example of the page is the file.
#[test]
fn the_class_of_the_page_for_contributors_is_compiled() {
    let page = include_str!("../../../CONTRIBUTING.md").replace("\r\n", "\n");
    let file = include_str!("../src/counter.rs").replace("\r\n", "\n");
    let code = file.split_once("\n\n").unwrap().1;
    assert!(
        page.contains(&format!("```rust\n{code}```\n")),
        "CONTRIBUTING.md, \"Add a class\": the example is\n{code}"
    );
}

#[test]
fn help_and_pages_know_them() {
    let without = Libraries::new(&[&fourd_commands::LIBRARY]);
    let with = libraries();
    let about = help(&with, "SMTP New transporter").unwrap();
    assert!(about.contains("Makes an object that knows a server") && about.contains("Example:"), "{about}");
    assert!(help(&without, "SMTP New transporter").unwrap().contains("State: "));
    assert!(!help(&with, "SMTPTransporter.host").unwrap().contains("State: "));
    assert!(help(&with, "SMTPTransporter.checkConnection").unwrap().contains("partly: without a connection"));
    let rows = |libraries: &Libraries, row: &str| commands_page(libraries).lines().any(|line| line == row);
    for row in ["| SMTP New transporter | 1608 | yes |  | done |", "| host | done |"] {
        assert!(rows(&with, row), "{row}");
        assert!(!row.contains("SMTP") || !rows(&without, row), "{row}");
    }
    let pages = theme_pages(&with);
    let (_, mail) = pages.iter().find(|(name, _)| name == "mail.md").unwrap();
    assert!(mail.contains("## SMTP New transporter") && mail.contains("## MAIL New attachment"));
    assert_eq!(pages.iter().filter(|(name, _)| name == "mail.md").count(), 1);
}

/// The titles of what the check finds in a method.
fn found(libraries: Arc<Libraries>, text: &str) -> Vec<String> {
    let parsed = fourd_syntax::parse(FileId::default(), text, CodeKind::Method);
    let (project, library) = (Project::empty(), Implemented(libraries));
    let mut world = Checked::new(&project, &library).of_text();
    let path = Path::new("method.4dm");
    world.add(path, facts(&parsed.module, world.bare_environment(fourd_project::ProjectNumber::HOST)));
    check(&parsed.module, path, &world).into_iter().map(|problem| problem.title).collect()
}

#[test]
fn the_check_knows_them() {
    let text = "var $t : Object\n$t:=SMTP New transporter({host: \"mail.example.com\"})\n";
    assert_eq!(found(libraries(), text), Vec::<String>::new());
    let without = found(Libraries::new(&[&fourd_commands::LIBRARY]), text);
    assert!(without.iter().any(|title| title.contains("SMTP New transporter")), "{without:?}");
}
