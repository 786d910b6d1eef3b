//! A library outside of the crate `commands`: a command, a class with computed members, a kind of functions, and a class of
//! the project whose attributes come from a list. It shows what a crate needs to bring its own part of the language, and the
//! test runs code with it.

#![forbid(unsafe_code)]

use fourd_macros::{class, classes, command, theme};
use fourd_project::ProjectNumber;
use fourd_runtime::callable::{Invoke, entry};
use fourd_runtime::class::{Behaviour, ClassProvider, set_behaviour};
use fourd_runtime::{Library, Process, classes};
use fourd_source::Span;
use fourd_value::{Callable, Class, ClassKind, Error, Member, Object, Text, Value, error};
use std::any::Any;
use std::rc::Rc;

/// The library.
pub static LIBRARY: Library =
    Library { name: "extension", themes: &[&THEME], classes: classes!(), providers: &[&Dataclasses] };

theme!("Mail": smtp_new_transporter);

/// Makes an object that knows a server; nothing is sent.
///
/// ```4d
/// SMTP New transporter({host: "mail.example.com"}).host  // "mail.example.com"
/// ```
#[command(1608, "SMTP New transporter", thread_safe)]
fn smtp_new_transporter(process: &mut Process<'_>, server: Object) -> Result<Value, Error> {
    let Some(Value::Text(host)) = server.get_str("host") else {
        return Err(Error::with(error::INCOMPATIBLE_TYPES, "the server has no `host`"));
    };
    let port = server.get_str("port").and_then(|port| port.as_real()).unwrap_or(25.0);
    let transporter = Transporter { host, port: port as i64 };
    Ok(classes::native_object(process, "SMTPTransporter", transporter))
}

/// What an object of the class holds.
struct Transporter {
    host: Text,
    port: i64,
}

/// What knows a server.
#[class("SMTPTransporter", native)]
impl Transporter {
    /// The name of the server.
    #[getter]
    fn host(&self) -> Text {
        self.host.clone()
    }

    /// The port of the server.
    #[getter]
    fn port(&self) -> i64 {
        self.port
    }

    /// Says that there is no connection.
    #[function(missing = "a connection")]
    fn check_connection(&self) -> Object {
        let result = Object::new();
        result.put("success", Value::Boolean(false));
        result
    }
}

mod counter;

/// The classes that a structure would give.
struct Dataclasses;

/// The attributes of the one dataclass.
const ATTRIBUTES: &[&str] = &["name", "city"];

impl ClassProvider for Dataclasses {
    fn class(&self, process: &mut Process<'_>, _project: ProjectNumber, name: &str) -> Option<Rc<Class>> {
        if name != "PersonEntity" {
            return None;
        }
        let class = Class::new(Text::from(name), ClassKind::default(), classes::built_in(process, "Object"));
        for attribute in ATTRIBUTES {
            let get = Some(Rc::new(Attribute(attribute)) as fourd_value::Function);
            class.define(Text::from(*attribute), Member::Computed { get, set: None });
        }
        class.define(Text::from("describe"), Member::Function(Rc::new(Describe)));
        set_behaviour(&class, Rc::new(Notes));
        Some(class)
    }
}

/// Reads an attribute, and knows which one.
struct Attribute(&'static str);

impl Callable for Attribute {
    fn name(&self) -> Text {
        Text::from(self.0)
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
    fn entry(&self) -> &'static dyn Any {
        entry::<Self>()
    }
}

impl Invoke for Attribute {
    fn invoke(&self, _process: &mut Process<'_>, _this: Option<Value>, _arguments: Vec<Value>, _span: Span) -> Value {
        Value::text(&format!("the {}", self.0))
    }
}

/// A function that shows what it is called with.
struct Describe;

impl Callable for Describe {
    fn name(&self) -> Text {
        Text::from("describe")
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
    fn entry(&self) -> &'static dyn Any {
        entry::<Self>()
    }
}

impl Invoke for Describe {
    fn invoke(&self, process: &mut Process<'_>, this: Option<Value>, arguments: Vec<Value>, span: Span) -> Value {
        let Some(Value::Object(person)) = this else {
            process.raise(Error::with(error::INCOMPATIBLE_TYPES, "expected a person"), span);
            return Value::Undefined;
        };
        let name = process.get_property(&person, &Text::from("name"), span);
        let word = arguments.first().and_then(|word| word.as_text().cloned()).unwrap_or_default();
        Value::text(&format!("{word} {}", name.as_text().cloned().unwrap_or_default()))
    }
}

/// Properties whose names begin with `note`, of which nothing is known before code runs. The behaviour belongs to the class,
/// so it keeps the notes in each object, with another name.
struct Notes;

/// The name under which an object keeps the note `key`; `None` for other properties.
fn kept(key: &Text) -> Option<Text> {
    key.to_cow().strip_prefix("note").map(|rest| Text::from(format!("{KEPT}{rest}")))
}

/// What begins the names of kept notes.
const KEPT: &str = "_note";

impl Behaviour for Notes {
    fn get(&self, _: &mut Process<'_>, object: &Object, key: &Text, _: Span) -> Result<Option<Value>, Error> {
        Ok(kept(key).and_then(|name| object.get(&name)))
    }

    fn set(&self, _: &mut Process<'_>, object: &Object, key: &Text, value: &Value, _: Span) -> Result<bool, Error> {
        let Some(name) = kept(key) else { return Ok(false) };
        object.put(name, value.clone());
        Ok(true)
    }

    fn keys(&self, object: &Object) -> Option<Vec<Text>> {
        let shown = |name: Text| match name.to_cow().strip_prefix(KEPT) {
            Some(rest) => Text::from(format!("note{rest}")),
            None => name.clone(),
        };
        let attributes = ATTRIBUTES.iter().map(|name| Text::from(*name));
        Some(attributes.chain(object.keys().into_iter().map(shown)).collect())
    }
}
