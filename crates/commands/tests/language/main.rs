//! What holds for all values: expressions as 4D text, evaluated by the runtime and by models of a few lines.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod dates;
mod encodings;
mod evaluation;
mod numbers;
mod texts;
mod times;

use fourd_project::Project;
use fourd_runtime::Program;
use fourd_runtime::domain::Domain;
use fourd_runtime::interactive::{Answer, Conversation};
use fourd_runtime::machine::Machine;
use fourd_runtime::world::World;
use fourd_value::{Text, Value};
use proptest::prelude::ProptestConfig;
use std::cell::RefCell;
use std::rc::Rc;

/// A value that has left the heap in which it was computed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Plain {
    Undefined,
    Null,
    Boolean(bool),
    Number(f64),
    Text(String),
    Date(u16, u8, u8),
    Time(i64),
    Many(Vec<Plain>),
    Failed(String),
}

impl Plain {
    fn of(value: &Value) -> Plain {
        match value {
            Value::Undefined => Plain::Undefined,
            Value::Null => Plain::Null,
            Value::Boolean(value) => Plain::Boolean(*value),
            Value::Real(value) => Plain::Number(*value),
            Value::Text(value) => Plain::Text(value.to_string()),
            Value::Date(value) => Plain::Date(value.year(), value.month(), value.day()),
            Value::Time(value) => Plain::Time(value.whole_seconds()),
            Value::Collection(values) => Plain::Many(values.to_vec().iter().map(Plain::of).collect()),
            other => panic!("{} is not expected", other.type_name()),
        }
    }

    /// The elements of a collection.
    #[track_caller]
    pub(crate) fn many(self) -> Vec<Plain> {
        match self {
            Plain::Many(values) => values,
            other => panic!("not a collection: {other:?}"),
        }
    }
}

/// How many programs a property tries.
pub(crate) fn cases(count: u32) -> ProptestConfig {
    ProptestConfig { cases: count, failure_persistence: None, ..ProptestConfig::default() }
}

/// Runs statements in a program of their own and gives what they return.
pub(crate) fn run(code: &str) -> Plain {
    let program = Program::new(Project::empty(), fourd_commands::libraries(), None);
    let machine = Machine::standalone(World::new(None), Text::from("designer"));
    let domain = Domain::new(program, machine.clone());
    let record = machine.add_process(Text::from("Application process"), false, false, machine.session.clone());
    domain.set_main(record.identity);
    let answer = Rc::new(RefCell::new(Plain::Undefined));
    let (code, inside) = (code.to_owned(), answer.clone());
    let work = move |process: &mut fourd_runtime::Process<'_>| {
        *inside.borrow_mut() = match Conversation::default().evaluate(process, "input", &code) {
            Answer::Value(value) => value.as_ref().map_or(Plain::Undefined, Plain::of),
            Answer::Problems(problems) => {
                Plain::Failed(problems.iter().map(|each| each.title.as_str()).collect::<Vec<_>>().join("; "))
            }
            Answer::Interrupted | Answer::Ended => panic!("{code} was ended"),
        };
    };
    domain.start(record, Box::new(work));
    domain.run().unwrap();
    answer.replace(Plain::Undefined)
}

/// A text as a literal of the language; characters that are no part of a source line come from `Char`.
pub(crate) fn literal(text: &[u16]) -> String {
    let mut parts = vec![String::from("\"")];
    for decoded in char::decode_utf16(text.iter().copied()) {
        match decoded {
            Ok('"') => parts.push("\\\"".into()),
            Ok('\\') => parts.push("\\\\".into()),
            Ok(character) if character >= ' ' && character != '\u{7F}' => parts.push(character.into()),
            Ok(character) => parts.push(format!("\"+Char({})+\"", u32::from(character))),
            Err(lone) => parts.push(format!("\"+Char({})+\"", lone.unpaired_surrogate())),
        }
    }
    parts.push("\"".into());
    parts.concat()
}
