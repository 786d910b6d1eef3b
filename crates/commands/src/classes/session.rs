//! `4D.Session` ([API](https://developer.4d.com/docs/API/SessionClass)), as the matrix of contexts says.

use fourd_runtime::command::{Arguments, FromArgument};
use fourd_runtime::edition::Rule;
use fourd_runtime::machine::Machine;
use fourd_runtime::session::Session;
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
    properties: &[
        ("expirationDate", expiration_date, None),
        ("id", id, None),
        ("idleTimeout", idle_timeout, Some(set_idle_timeout)),
        ("info", info, None),
        ("storage", storage, None),
        ("userName", user_name, None),
    ],
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
    let kind = session.kind;
    let object = Object::new();
    object.put("type", Value::text(kind.info_type));
    object.put("userName", Value::Text(session.shown_user()));
    if !session.machine_name.is_empty() {
        object.put("machineName", Value::Text(session.machine_name.clone()));
    }
    if kind.is_remote {
        object.put("systemUserName", Value::text(&fourd_runtime::access::host().environment().user_name()));
    }
    object.put("IPAddress", Value::Text(session.address.clone()));
    object.put("hostType", Value::text(kind.host_type.unwrap_or_else(host_type)));
    object.put("creationDateTime", Value::Text(clock::iso(session.created())));
    object.put("state", Value::text("active"));
    object.put("ID", Value::Text(session.id.clone()));
    if kind.is_remote {
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

/// After how many minutes without use the session ends; Undefined where it does not.
fn idle_timeout(_process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    Ok(session_of(this)?.idle_timeout().map_or(Value::Undefined, |minutes| Value::integer(i64::from(minutes))))
}

/// Sets after how many minutes without use the session ends, at least 60.
fn set_idle_timeout(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let minutes = f64::from_argument(process, arguments)?;
    let session = session_of(this)?;
    if !session.kind.expires {
        let text = format!("A session of the type `{}` does not end by itself", session.kind.info_type);
        return Err(Error::with(error::READ_ONLY, text));
    }
    // What is beyond the limits of the type is taken as the limit.
    session.set_idle_timeout(minutes as u32);
    Ok(Value::Undefined)
}

/// When the session ends unless it is used before; Undefined where it does not.
fn expiration_date(_process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    Ok(session_of(this)?.expires_at().map_or(Value::Undefined, |end| Value::Text(clock::iso(end))))
}

/// Whether privileges count in a session.
fn counts(process: &Process<'_>, session: &Session) -> bool {
    session.kind.always_has_privileges || process.domain.program.edition.has(Rule::DesktopPrivileges)
}

/// Privileges can be changed on the server's side of a remote session only (rule 1.6).
fn check_side(session: &Session) -> Result<(), Error> {
    if session.kind.is_client_side {
        return Err(Error::with(
            error::READ_ONLY,
            "The privileges of a remote session can be changed on the server only",
        ));
    }
    Ok(())
}

/// The names in a text with commas between them, or in a collection of such texts.
fn names(value: &Value) -> Vec<String> {
    let texts = match value {
        Value::Collection(items) => items.to_vec(),
        other => vec![other.clone()],
    };
    let mut names = Vec::new();
    for text in texts {
        if let Value::Text(text) = text {
            let text = text.to_cow();
            names.extend(text.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned));
        }
    }
    names
}

/// What `setPrivileges` is given.
#[derive(Default)]
struct Settings {
    privileges: Vec<String>,
    roles: Vec<String>,
    user_name: Option<Text>,
}

impl Settings {
    fn of(value: &Value) -> Self {
        let Value::Object(object) = value else { return Self { privileges: names(value), ..Self::default() } };
        let listed = |key: &str| object.get_str(key).map(|list| names(&list)).unwrap_or_default();
        let user_name = match object.get_str("userName") {
            Some(Value::Text(name)) => Some(name),
            _ => None,
        };
        Self { privileges: listed("privileges"), roles: listed("roles"), user_name }
    }
}

/// Adds privileges and the privileges of roles to the session: a text with commas, a collection, or an object with
/// `privileges`, `roles` and `userName`, which is for sessions of the web. Names that `roles.json` does not declare are
/// ignored. False where sessions have no privileges.
fn set_privileges(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let given = Settings::of(&arguments.take_value(process).unwrap_or_default());
    let session = session_of(this)?;
    if !counts(process, session) {
        return Ok(Value::Boolean(false));
    }
    check_side(session)?;
    let roles = process.domain.program.project.roles();
    session.give(roles, given.privileges.iter().map(String::as_str), given.roles.iter().map(String::as_str));
    if let Some(name) = given.user_name.filter(|_| session.kind.takes_user) {
        session.set_account(name);
    }
    Ok(Value::Boolean(true))
}

/// Takes all privileges from the session; promoted ones stay.
fn clear_privileges(process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    let session = session_of(this)?;
    if counts(process, session) {
        check_side(session)?;
        session.clear_privileges();
    }
    Ok(Value::Boolean(true))
}

/// The privileges of the session with all that they include, without promoted ones.
fn get_privileges(process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    let session = session_of(this)?;
    let names: Vec<Value> = if counts(process, session) {
        process.domain.program.project.roles().listed(&session.given()).map(Value::text).collect()
    } else {
        vec![Value::text(WEB_ADMIN)]
    };
    Ok(Value::Collection(Collection::new(names)))
}

/// Whether the session has a privilege, or the running process by a promotion.
fn has_privilege(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let name = Text::from_argument(process, arguments)?;
    let session = session_of(this)?;
    if !counts(process, session) {
        return Ok(Value::Boolean(true));
    }
    let roles = process.domain.program.project.roles();
    let is_own = process.record.session().is_some_and(|own| Arc::ptr_eq(&own, session));
    let held = if is_own { process.privileges() } else { session.held(roles) };
    Ok(Value::Boolean(roles.holds(&held, &name.to_cow())))
}

/// Whether the session is a guest's: only those of the web are.
fn is_guest(process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    Ok(Value::Boolean(session_of(this)?.is_guest(process.domain.program.project.roles())))
}

/// For how many seconds a token is worth something where nothing is said, and at least where the edition says so
/// (rule 4.9).
const TOKEN_LIFESPAN: f64 = 10.0;

/// How long a token of a session lives that is to live so many seconds.
fn lifespan(process: &Process<'_>, session: &Session, wanted: Option<f64>) -> Duration {
    let edition = process.domain.program.edition;
    let idle_timeout = session.idle_timeout().map(|minutes| f64::from(minutes) * 60.0);
    let is_heard = idle_timeout.is_some() || edition.has(Rule::DesktopTokenLifespan);
    let seconds = wanted.filter(|_| is_heard).or(idle_timeout).unwrap_or(TOKEN_LIFESPAN);
    let least = if edition.has(Rule::ShortTokens) { 0.0 } else { TOKEN_LIFESPAN };
    Duration::try_from_secs_f64(seconds.max(least)).unwrap_or(Duration::MAX)
}

/// The machine that knows the tokens of a machine's sessions.
fn server_of(process: &Process<'_>) -> Arc<Machine> {
    let machine = &process.domain.machine;
    machine.server.as_ref().unwrap_or(machine).clone()
}

/// A token with which a web session can later become this one, once and for some seconds; empty where sessions have no
/// privileges (rule 3.1).
fn create_otp(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let session = session_of(this)?.clone();
    let wanted = Option::<f64>::from_argument(process, arguments)?.filter(|seconds| *seconds > 0.0);
    if !counts(process, &session) {
        return Ok(Value::Text(Text::EMPTY));
    }
    let server = server_of(process);
    let now = server.world.since_1970();
    let token = server.world.identifier();
    let until = now.saturating_add(lifespan(process, &session, wanted));
    server.sessions.add_token(token.clone(), session.id.clone(), now, until);
    Ok(Value::Text(token))
}

/// Lets the process belong to the session of a token in place of its own, where that is one of the web. False where it is
/// none, or the token does not lead to a session any more; then everything stays as it is.
fn restore(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let session = session_of(this)?;
    let token = Text::from_argument(process, arguments)?;
    check_side(session)?;
    if !process.record.session().is_some_and(|own| own.kind.is_replaceable) {
        return Ok(Value::Boolean(false));
    }
    let server = server_of(process);
    let now = server.world.since_1970();
    let Some(found) = server.sessions.redeem(&token, now) else { return Ok(Value::Boolean(false)) };
    found.touch(now);
    process.replace_session(found);
    Ok(Value::Boolean(true))
}

/// Gives a privilege for as long as the calling function runs, and the number for `demote`. Privileges limit code that
/// serves the web only, so elsewhere nothing is promoted: 0.
fn promote(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let session = session_of(this)?;
    let privilege = Text::from_argument(process, arguments)?;
    check_side(session)?;
    Ok(Value::integer(process.promote(&privilege)))
}

/// Takes back what `promote` gave; an unknown number changes nothing.
fn demote(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    let session = session_of(this)?;
    let number = f64::from_argument(process, arguments)?;
    check_side(session)?;
    process.demote(number as i64);
    Ok(Value::Undefined)
}
