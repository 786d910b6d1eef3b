//! `4D.Session` ([API](https://developer.4d.com/docs/API/SessionClass)), as the matrix of contexts says.

use fourd_runtime::command::{Arguments, FromArgument};
use fourd_runtime::edition::Rule;
use fourd_runtime::machine::MachineKind;
use fourd_runtime::session::{Session, SessionKind};
use fourd_runtime::{ClassEntry, Process, classes, clock};
use fourd_value::{Collection, Error, Object, Text, Value, error};
use std::sync::Arc;
use std::time::Duration;

/// The class.
pub(super) static CLASS: ClassEntry = ClassEntry {
    name: "Session",
    superclass: None,
    functions: &[
        ("clearPrivileges", clear_privileges),
        ("createOTP", create_otp),
        ("demote", demote),
        ("getPrivileges", get_privileges),
        ("hasPrivilege", has_privilege),
        ("isGuest", is_guest),
        ("promote", promote),
        ("restore", restore),
        ("setPrivileges", set_privileges),
    ],
    properties: &[("id", id, None), ("info", info, None), ("storage", storage, None), ("userName", user_name, None)],
    constructor: None,
};

/// The privilege that everybody on a desktop has before 21 (rule 3.1).
const WEB_ADMIN: &str = "WebAdmin";

/// A session as an object of the running domain.
pub(crate) fn object(process: &mut Process<'_>, session: Arc<Session>) -> Object {
    match classes::built_in(process, "Session") {
        Some(class) => Object::travelling(&class, session),
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
    Ok(Value::Text(session_of(this)?.shown_user()))
}

fn storage(_process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    Ok(Value::Object(Object::shared(session_of(this)?.storage.clone())))
}

fn info(process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    let session = session_of(this)?.clone();
    Ok(Value::Object(info_object(process, &session)))
}

/// A description of a session, made anew each time (rule 3.3).
pub(crate) fn info_object(_process: &mut Process<'_>, session: &Session) -> Object {
    let remote = matches!(session.kind, SessionKind::Remote | SessionKind::RemoteClient);
    let object = Object::new();
    object.put("type", Value::text(session.kind.info_type()));
    object.put("userName", Value::Text(session.shown_user()));
    object.put("machineName", Value::Text(session.machine_name.clone()));
    if remote {
        object.put("systemUserName", Value::text(&fourd_runtime::host::user_name()));
    }
    object.put("IPAddress", Value::text("localhost"));
    object.put("hostType", Value::text(host_type()));
    object.put("creationDateTime", Value::Text(clock::iso(session.created())));
    object.put("state", Value::text("active"));
    object.put("ID", Value::Text(session.id.clone()));
    if remote {
        object.put("persistentID", Value::Text(session.id.clone()));
    }
    object
}

/// `.hostType`: as 4D names systems, and Rust those that 4D does not run on.
fn host_type() -> &'static str {
    match std::env::consts::OS {
        "macos" => "mac",
        other => other,
    }
}

/// Whether privileges count in a session that is none of the web.
fn counts(process: &Process<'_>) -> bool {
    process.domain.program.edition.has(Rule::DesktopPrivileges)
}

/// Privileges can be changed on the server's side of a remote session only (rule 1.6).
fn check_side(process: &Process<'_>) -> Result<(), Error> {
    if process.domain.machine.kind == MachineKind::Client {
        return Err(Error::with(
            error::READ_ONLY,
            "The privileges of a remote session can be changed on the server only",
        ));
    }
    Ok(())
}

/// The names in a text list, a collection, or an object with `privileges`.
fn names(value: &Value) -> Vec<Text> {
    match value {
        Value::Text(list) => list
            .to_cow()
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .map(|name| Text::from(name.to_lowercase()))
            .collect(),
        Value::Collection(items) => items.to_vec().iter().flat_map(names).collect(),
        Value::Object(object) => object.get_str("privileges").map(|list| names(&list)).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// Adds privileges to the session; false where privileges do not count.
fn set_privileges(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let given = arguments.take_value(process).unwrap_or_default();
    if !counts(process) {
        return Ok(Value::Boolean(false));
    }
    check_side(process)?;
    let known = process.domain.program.privileges();
    let mut privileges = session_of(this)?.privileges.write();
    for name in names(&given) {
        if known.contains(&name) && !privileges.contains(&name) {
            privileges.push(name);
        }
    }
    Ok(Value::Boolean(true))
}

/// Takes all privileges from the session.
fn clear_privileges(process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    if counts(process) {
        check_side(process)?;
        session_of(this)?.privileges.write().clear();
    }
    Ok(Value::Boolean(true))
}

/// The privileges of the session.
fn get_privileges(process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    let names: Vec<Value> = if counts(process) {
        session_of(this)?.privileges.read().iter().cloned().map(Value::Text).collect()
    } else {
        vec![Value::text(WEB_ADMIN)]
    };
    Ok(Value::Collection(Collection::new(names)))
}

/// Whether the session has a privilege.
fn has_privilege(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let name = Text::from_argument(process, arguments)?;
    if !counts(process) {
        return Ok(Value::Boolean(true));
    }
    let folded = Text::from(name.to_cow().to_lowercase());
    Ok(Value::Boolean(session_of(this)?.privileges.read().contains(&folded)))
}

/// Whether the session is a guest's: only those of the web are.
fn is_guest(_process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    session_of(this)?;
    Ok(Value::Boolean(false))
}

/// For how many seconds a token is worth something where nothing is said (rule 4.9).
const TOKEN_LIFESPAN: f64 = 10.0;

/// A token with which a web session can later become part of this one, once and for some seconds; empty where sessions
/// have no privileges (rule 3.1).
fn create_otp(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let session = session_of(this)?.clone();
    let lifespan = Option::<f64>::from_argument(process, arguments)?.filter(|seconds| *seconds > 0.0);
    if !counts(process) {
        return Ok(Value::Text(Text::EMPTY));
    }
    let machine = process.domain.machine.clone();
    let now = machine.world.now();
    let lifespan = Duration::try_from_secs_f64(lifespan.unwrap_or(TOKEN_LIFESPAN)).unwrap_or(Duration::MAX);
    let token = machine.world.identifier();
    let sessions = &machine.server.as_ref().unwrap_or(&machine).sessions;
    sessions.add_token(token.clone(), session.id.clone(), now, now.saturating_add(lifespan));
    Ok(Value::Text(token))
}

/// Lets a web session become another one. No other session does: False, and it stays as it is.
fn restore(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    session_of(this)?;
    Text::from_argument(process, arguments)?;
    check_side(process)?;
    Ok(Value::Boolean(false))
}

/// Gives a privilege for as long as the calling function runs. Privileges bind the code of web processes only, so
/// elsewhere nothing is promoted: 0.
fn promote(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    session_of(this)?;
    Text::from_argument(process, arguments)?;
    check_side(process)?;
    Ok(Value::integer(0))
}

/// Takes back what `promote` gave; an unknown number changes nothing.
fn demote(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    session_of(this)?;
    f64::from_argument(process, arguments)?;
    check_side(process)?;
    Ok(Value::Undefined)
}
