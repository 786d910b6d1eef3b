//! `4D.Session` ([API](https://developer.4d.com/docs/API/SessionClass)).

use fourd_runtime::command::Arguments;
use fourd_runtime::session::Session;
use fourd_runtime::{ClassEntry, Process, classes};
use fourd_value::{Error, Object, Text, Value, error};
use std::sync::Arc;

/// The class.
pub(super) static CLASS: ClassEntry = ClassEntry {
    name: "Session",
    superclass: None,
    functions: &[],
    properties: &[("id", id, None), ("info", info, None), ("storage", storage, None), ("userName", user_name, None)],
    constructor: None,
};

/// A session as an object of the running domain.
pub(crate) fn object(process: &mut Process<'_>, session: Arc<Session>) -> Object {
    match classes::built_in(process, "Session") {
        Some(class) => Object::native(&class, session),
        None => Object::new(),
    }
}

fn session_of(this: &Value) -> Result<&Arc<Session>, Error> {
    this.as_object()
        .and_then(|object| object.native_data::<Arc<Session>>())
        .ok_or_else(|| Error::with(error::INCOMPATIBLE_TYPES, "expected a session"))
}

fn id(_process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    Ok(Value::Text(session_of(this)?.id.clone()))
}

fn user_name(_process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    Ok(Value::Text(session_of(this)?.user_name.clone()))
}

fn storage(_process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    Ok(Value::Object(Object::shared(session_of(this)?.storage.clone())))
}

/// A description of the session, made anew each time (rule 3.3).
fn info(_process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    let session = session_of(this)?;
    let object = Object::new();
    object.put("type", Value::text(session.kind.info_type()));
    object.put("userName", Value::Text(session.user_name.clone()));
    object.put("ID", Value::Text(session.id.clone()));
    object.put("IPAddress", Value::text("localhost"));
    object.put("creationDateTime", Value::Text(iso(session.created)));
    object.put("state", Value::text("active"));
    Ok(Value::Object(object))
}

/// A point in time as ISO 8601 in UTC.
fn iso(time: std::time::SystemTime) -> Text {
    let since = time.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let (days, seconds) = (since.as_secs() / 86_400, since.as_secs() % 86_400);
    let date = fourd_value::Date::from_unix_days(days as i64);
    Text::from(format!(
        "{}T{:02}:{:02}:{:02}.{:03}Z",
        date.to_iso(),
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60,
        since.subsec_millis()
    ))
}
